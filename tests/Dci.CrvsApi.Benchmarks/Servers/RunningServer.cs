using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Servers;

/// <summary>A server started as its users start it, and ready.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly ChildProcess _child;

    private RunningServer(ChildProcess child, IPEndPoint address)
    {
        _child = child;
        Address = address;
    }

    public IPEndPoint Address { get; }

    public int ProcessId => _child.Id;

    /// <summary>From the start of the process to the first 200 of its readiness.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static Task<RunningServer> StartAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        var address = FreeAddress();
        return StartAsync(settings.Assembly, ["--urls", $"http://{address}"], settings.Variables(), settings.LogFile, address, cancellationToken);
    }

    public static async Task<RunningServer> StartAsync(
        string assembly,
        string[] arguments,
        IReadOnlyDictionary<string, string> environment,
        string logFile,
        IPEndPoint address,
        CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var server = new RunningServer(ChildProcess.Start(assembly, arguments, environment, logFile), address);
        try
        {
            await server.BecomeReadyAsync(clock, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task BecomeReadyAsync(Stopwatch clock, CancellationToken cancellationToken)
    {
        var request = HttpRequest.Get(Address, "/health/ready");
        while (!IsReady(request))
        {
            if (_child.HasExited || clock.Elapsed > StartLimit)
                throw new InvalidOperationException($"The server did not become ready; see {_child.LogFile}:\n{await LastLinesAsync()}");
            await Task.Delay(5, cancellationToken);
        }

        ReadyAfter = clock.Elapsed;
    }

    private bool IsReady(byte[] request)
    {
        try
        {
            using var connection = new HttpConnection(Address);
            return connection.Send(request).Status == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task<string> LastLinesAsync()
    {
        await _child.DisposeAsync();
        return string.Join('\n', (await File.ReadAllLinesAsync(_child.LogFile)).TakeLast(15));
    }
}
