using System.Diagnostics;
using System.Net;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Sends ready requests, each once, over a number of connections; each connection waits for its reply before it sends again.</summary>
/// <param name="Server">Where to send them.</param>
/// <param name="Limit">No request is begun later than this.</param>
/// <param name="SampleEvery">Every so manieth reply of a connection is kept for checking.</param>
internal sealed record ClosedLoop(IPEndPoint Server, TimeSpan Limit, int SampleEvery)
{
    private const int StackSize = 256 * 1024;

    public LoopOutcome Run(IReadOnlyList<byte[]> requests, int connections)
    {
        using var gate = new ManualResetEventSlim();
        var queue = new RequestQueue(requests);
        var lanes = Enumerable.Range(0, connections).Select(_ => new Lane(this, queue, gate)).ToArray();
        var threads = lanes.Select(lane => new Thread(lane.Run, StackSize)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        var clock = Stopwatch.StartNew();
        queue.StopAfter(Limit);
        gate.Set();
        Array.ForEach(threads, thread => thread.Join());
        return new LoopOutcome(
            clock.Elapsed,
            [.. lanes.SelectMany(lane => lane.Latencies)],
            [.. lanes.SelectMany(lane => lane.Faults)],
            [.. lanes.SelectMany(lane => lane.Samples)]);
    }
}

/// <summary>What came of a run of the loop.</summary>
/// <param name="Elapsed">From the first request to the last reply.</param>
/// <param name="Latencies">Of each good reply, in stopwatch ticks, unordered.</param>
/// <param name="Faults">What went wrong, one line for each request that was not answered well.</param>
/// <param name="Samples">Bodies of some good replies.</param>
internal sealed record LoopOutcome(TimeSpan Elapsed, long[] Latencies, string[] Faults, byte[][] Samples)
{
    public double PerSecond => Latencies.Length / Elapsed.TotalSeconds;
}
