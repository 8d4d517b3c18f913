using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>A message ready to leave: written, signed, and allowed to go where it goes.</summary>
internal sealed class PreparedCallback : IDisposable
{
    private readonly PooledBuffer? _envelope;
    private bool _untouched = true;

    /// <summary>An envelope, written for this attempt.</summary>
    public PreparedCallback(Partner partner, Uri address, PooledBuffer envelope)
        : this(partner, address, envelope.WrittenMemory) => _envelope = envelope;

    /// <summary>A message that goes out as it is stored.</summary>
    public PreparedCallback(Partner partner, Uri address, ReadOnlyMemory<byte> body) => (Partner, Address, Body) = (partner, address, body);

    public Partner Partner { get; }

    public Uri Address { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public required CallbackRoute Route { get; init; }

    public string? BearerToken { get; init; }

    /// <summary>What the request has beside what every request has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the receiver speaks DCI: only then may its refusal say that it has the message already.</summary>
    public bool IsEnvelope => _envelope is not null;

    /// <summary>An attempt begins: until <see cref="WasRead"/> the socket may still be reading the body.</summary>
    public void WasStarted() => _untouched = false;

    /// <summary>There is an answer, so the whole body has been read.</summary>
    public void WasRead() => _untouched = true;

    // An array that an abandoned send may still be reading must not carry the next message: the collector has it instead.
    public void Dispose()
    {
        if (_untouched)
            _envelope?.Dispose();
    }
}
