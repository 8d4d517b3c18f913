using System.Diagnostics;
using System.Text;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>Registers births at a steady pace that waits for nothing.</summary>
internal sealed class Registering(Target target)
{
    private const int Connections = 8;

    /// <summary>When each registration was accepted, in stopwatch ticks, in the order of the births.</summary>
    public (long[] Accepted, IReadOnlyList<string> Faults) Run(Birth[] births, int perSecond)
    {
        var (accepted, faults) = (new long[births.Length], new List<string>());
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var threads = Enumerable.Range(0, Connections).Select(lane => new Thread(() => Send(births, lane, start, perSecond, accepted, faults))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return (accepted, faults);
    }

    /// <summary>Every eighth birth, each at its own time whatever became of those before.</summary>
    private void Send(Birth[] births, int lane, long start, int perSecond, long[] accepted, List<string> faults)
    {
        using var connection = new HttpConnection(target.Address);
        for (var index = lane; index < births.Length; index += Connections)
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), start + (index * Stopwatch.Frequency / perSecond));
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            var reply = connection.Send(births[index].Request);
            accepted[index] = Stopwatch.GetTimestamp();
            if (reply.Status == 201)
                continue;
            lock (faults)
                faults.Add($"{reply.Status} {Encoding.UTF8.GetString(reply.Body)}");
        }
    }
}
