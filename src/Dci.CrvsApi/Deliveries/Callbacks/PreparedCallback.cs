using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>A message ready to leave: written, signed, and allowed to go where it goes.</summary>
internal sealed class PreparedCallback(Partner partner, Uri address, PooledBuffer envelope) : IDisposable
{
    private bool _untouched = true;

    public Partner Partner { get; } = partner;

    public Uri Address { get; } = address;

    public ReadOnlyMemory<byte> Body => envelope.WrittenMemory;

    public required CallbackRoute Route { get; init; }

    public string? BearerToken { get; init; }

    /// <summary>An attempt begins: until <see cref="WasRead"/> the socket may still be reading the body.</summary>
    public void WasStarted() => _untouched = false;

    /// <summary>There is an answer, so the whole body has been read.</summary>
    public void WasRead() => _untouched = true;

    // An array that an abandoned send may still be reading must not carry the next message: the collector has it instead.
    public void Dispose()
    {
        if (_untouched)
            envelope.Dispose();
    }
}
