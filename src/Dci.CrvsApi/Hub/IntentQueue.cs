using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>What subscribers want and have not yet confirmed, durable from the moment they are answered.</summary>
internal sealed class IntentQueue(IHubIntents intents, IOptions<HubOptions> options) : IDisposable
{
    private readonly Bell _bell = new();

    /// <summary>False when the partner has too many of them.</summary>
    public async Task<bool> AddAsync(NewHubIntent intent, CancellationToken cancellationToken)
    {
        if (!await intents.AddAsync(intent, options.Value.PendingPerPartner, cancellationToken))
            return false;
        _bell.Ring();
        return true;
    }

    /// <summary>There may be more to take.</summary>
    public void Wake() => _bell.Ring();

    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _bell.WaitAsync(longest, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
