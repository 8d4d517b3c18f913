using System.Net.Sockets;
using Dci.CrvsApi.Hosting;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Management;

/// <summary>Runs the management host as long as the server runs.</summary>
internal sealed partial class ManagementServer(IServiceProvider services, IOptions<ManagementOptions> options, ILogger<ManagementServer> logger)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens, with the port it really got; null when management is off or not yet started.</summary>
    public Uri? Address { get; private set; }

    /// <summary>What can be called there.</summary>
    public IReadOnlyCollection<EndpointDataSource> Routes => ((IEndpointRouteBuilder?)_app)?.DataSources.ToList() ?? [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsOff)
            return;
        _app = ManagementApp.Build(services, options.Value.Url);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidOperationException)
        {
            throw new StartRefusedException(
                $"Management can't listen on {options.Value.Url}: {fault.Message.TrimEnd('.')}. Set Management:Url to another address, or to nothing for no management.");
        }

        Address = new Uri(ListenAddresses.AsSeenFromHere(_app.Urls.First()));
        Log.Listening(logger, _app.Urls.First());
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Management and metrics are at {Address}.")]
        public static partial void Listening(ILogger logger, string address);
    }
}
