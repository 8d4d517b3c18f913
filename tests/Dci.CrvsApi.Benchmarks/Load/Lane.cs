using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>One connection of the closed loop, on a thread of its own.</summary>
internal sealed class Lane(ClosedLoop loop, RequestQueue queue, ManualResetEventSlim gate)
{
    private const int FaultsKept = 100;

    public List<long> Latencies { get; } = new(4096);

    public List<string> Faults { get; } = [];

    public List<byte[]> Samples { get; } = [];

    public void Run()
    {
        var connection = TryConnect();
        gate.Wait();
        var started = Stopwatch.GetTimestamp();
        while (queue.Take(started) is { } request && Faults.Count < FaultsKept)
        {
            try
            {
                connection ??= new HttpConnection(loop.Server);
                var reply = connection.Send(request);
                var now = Stopwatch.GetTimestamp();
                Settle(reply, now - started);
                started = Stopwatch.GetTimestamp();
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                Faults.Add(exception.Message);
                connection?.Dispose();
                connection = null;
                started = Stopwatch.GetTimestamp();
            }
        }

        connection?.Dispose();
    }

    private HttpConnection? TryConnect()
    {
        try
        {
            return new HttpConnection(loop.Server);
        }
        catch (SocketException)
        {
            // The first request tries again and tells.
            return null;
        }
    }

    private void Settle(HttpReply reply, long ticks)
    {
        // A rejected item hides in a 200; the search for it costs well under a microsecond a kilobyte.
        if (reply.Status != 200 || reply.Body.IndexOf("\"rjct"u8) >= 0)
        {
            Faults.Add($"{reply.Status} {Encoding.UTF8.GetString(reply.Body[..Math.Min(300, reply.Body.Length)])}");
            return;
        }

        if (Latencies.Count % loop.SampleEvery == 0)
            Samples.Add(reply.Body.ToArray());
        Latencies.Add(ticks);
    }
}
