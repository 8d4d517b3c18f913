namespace Dci.CrvsApi.Registry.Transactions;

/// <summary>An asynchronous message that passed every check and is about to be acknowledged.</summary>
public sealed record NewTransaction
{
    public required string PartnerId { get; init; }

    public required TransactionKind Kind { get; init; }

    /// <summary>As sent; at most 99 characters.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Made by this server: a version 7 UUID as text.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>SHA-256 of the message id.</summary>
    public required ReadOnlyMemory<byte> MessageDigest { get; init; }

    /// <summary>SHA-256 of the body as received.</summary>
    public required ReadOnlyMemory<byte> BodyDigest { get; init; }

    /// <summary>SHA-256 that names the ciphertext, whoever sends it; empty for a message in clear.</summary>
    public ReadOnlyMemory<byte> CipherDigest { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>From when the message id may be used again.</summary>
    public required DateTimeOffset ForgetAt { get; init; }

    /// <summary>Where the outcome goes, null when it waits to be asked for.</summary>
    public string? CallbackAddress { get; init; }

    /// <summary>What the callback repeats of the request, in a form of the host's own.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    public required ContentForm Form { get; init; }

    /// <summary>The content when it is short; empty when <see cref="ContentId"/> is set.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The content when it is long and was stored before.</summary>
    public long? ContentId { get; init; }

    /// <summary>Number of items; null when nobody has counted them yet (CSV).</summary>
    public int? TotalCount { get; init; }

    /// <summary>References of the items in their order; empty when there are too many to list them before the acknowledgement.</summary>
    public IReadOnlyList<string> ReferenceIds { get; init; } = [];

    /// <summary>The worker that does the work at once; null to leave it to whoever asks.</summary>
    public string? WorkerId { get; init; }
}

/// <summary>What came of taking a message in.</summary>
public abstract record Acceptance
{
    private Acceptance()
    {
    }

    /// <summary>It is taken in.</summary>
    public sealed record Accepted(long TransactionNo) : Acceptance;

    /// <summary>The very same message was taken in before.</summary>
    public sealed record Repeated(string CorrelationId, DateTimeOffset AcceptedAt) : Acceptance;

    /// <summary>The message id was used for another message, or the ciphertext was sent before.</summary>
    public sealed record Used : Acceptance;
}
