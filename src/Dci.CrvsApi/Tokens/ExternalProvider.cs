using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dci.CrvsApi.Tokens;

/// <summary>
/// What is known of the external OpenID provider. It is read in the background, at start and from time to time; no request ever waits
/// for it or starts it. An unknown key makes the next reading come sooner, at most once in half a minute.
/// </summary>
internal sealed partial class ExternalProvider(
    IHttpClientFactory clients,
    IOptions<TokenOptions> options,
    TimeProvider clock,
    ILogger<ExternalProvider> logger) : BackgroundService
{
    public const string Client = "external-openid-provider";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asked = new(0, 1);
    private volatile OpenIdConnectConfiguration? _current;

    /// <summary>The provider's metadata and keys, null until they were first read.</summary>
    public OpenIdConnectConfiguration? Current => _current;

    /// <summary>Wishes for an early reading; does nothing when one is wished for already.</summary>
    public void AskAgain()
    {
        lock (_asked)
        {
            if (_asked.CurrentCount == 0)
                _asked.Release();
        }
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.External is not { Authority: { } authority } settings)
            return;
        var address = $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
        while (!stoppingToken.IsCancellationRequested)
        {
            var read = await TryReadAsync(address, stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken);
            if (read)
                await WaitAsync(TimeSpan.FromMinutes(settings.RefreshMinutes) - Pause, stoppingToken);
        }
    }

    private async Task<bool> TryReadAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            var documents = new ProviderDocuments(client, new Uri(address).Scheme);
            _current = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, fault);
            return false;
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_asked.WaitAsync(waiting.Token), Task.Delay(longest, clock, waiting.Token));
        await waiting.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The external OpenID provider's metadata could not be read; what was read before stays in use.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
