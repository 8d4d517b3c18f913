using System.Net;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>The server that is killed: always at the same address and over the same folder.</summary>
internal sealed class Victim(ServerSettings settings, IPEndPoint address) : IAsyncDisposable
{
    private RunningServer? _server;

    public IPEndPoint Address => address;

    public string LogFile => settings.LogFile;

    public int Kills { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _server = await RunningServer.StartAsync(settings.Assembly, Arguments(), settings.Variables(), settings.LogFile, address, cancellationToken);

    /// <summary>SIGKILL, and a new start; sometimes that one is killed too, before it is ready.</summary>
    public async Task KillAsync(Random random, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        Kills++;
        if (random.Next(4) == 0)
        {
            await using var stillborn = ChildProcess.Start(settings.Assembly, Arguments(), settings.Variables(), settings.LogFile);
            await Task.Delay(random.Next(1000), cancellationToken);
            Kills++;
        }

        await StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    private string[] Arguments() => ["--urls", $"http://{address}"];
}
