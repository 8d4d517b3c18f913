namespace Dci.CrvsApi.Messaging;

/// <summary>Why a whole request was turned down, with the HTTP status that says so.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">An <c>err.*</c> code, or the <c>rjct.*</c> code that every item was refused with.</param>
/// <param name="Detail">Words the sender can act on, never personal data.</param>
internal sealed record Failure(int Status, string Code, string Detail)
{
    /// <summary>Seconds after which to come again (429 and 503), null otherwise.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The <c>rjct.*</c> code for <c>header.status_reason_code</c> on synchronous paths when the fault is one of the header, null otherwise.</summary>
    public string? HeaderReason { get; init; }

    /// <summary>Every fault that was found, when there is more to tell than <see cref="Detail"/>; listed as <c>errors</c> in its place.</summary>
    public IReadOnlyList<ItemFault> Faults { get; init; } = [];
}

/// <summary>One of several faults of a refused message.</summary>
/// <param name="ReferenceId">The item it is about, null when it is about the message or the item has no usable id.</param>
internal sealed record ItemFault(string? ReferenceId, string Code, string Detail);
