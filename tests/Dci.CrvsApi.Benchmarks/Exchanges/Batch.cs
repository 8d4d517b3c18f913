using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Servers;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>How long one message of many identifiers takes, from its first byte to the last of its callbacks.</summary>
internal sealed class Batch(Traffic traffic, int items)
{
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public bool Measure()
    {
        using var sink = new CallbackSink(keepEvery: 1);
        sink.Open();
        Console.WriteLine("| identifiers | request MiB | ACK ms | first callback ms | whole answer ms | callbacks | answer MiB | peak RSS MiB | RssAnon MiB |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        // The first warms up; both are shown.
        return Run(sink) & Run(sink);
    }

    private bool Run(CallbackSink sink)
    {
        sink.Clear();
        var questions = traffic.PrepareBatch(items, sink);
        var request = questions.Requests[0];
        ProcessCost.ResetPeak(traffic.Target.ProcessId);
        using var connection = new HttpConnection(traffic.Target.Address);
        var started = Stopwatch.GetTimestamp();
        var reply = connection.Send(request);
        var acknowledged = Stopwatch.GetElapsedTime(started);
        if (reply.Status != 200)
            return Traffic.Report([$"{reply.Status} {Encoding.UTF8.GetString(reply.Body)}"]);
        SpinWait.SpinUntil(() => Pause() && IsWhole(sink), Limit);
        // Any that the last has overtaken.
        Thread.Sleep(TimeSpan.FromSeconds(1));
        var cost = ProcessCost.Of(traffic.Target.ProcessId);
        var arrivals = sink.Arrivals().Select(arrival => Stopwatch.GetElapsedTime(started, arrival.At).TotalMilliseconds).Order().ToArray();
        var bodies = sink.Kept();
        Console.WriteLine(
            $"| {items:N0} | {request.Length / MiB:F1} | {acknowledged.TotalMilliseconds:N0} | {arrivals.FirstOrDefault():N0} | {arrivals.LastOrDefault():N0} | {bodies.Count} | {bodies.Sum(body => (long)body.Length) / MiB:F1} | {cost.PeakRss / MiB:F0} | {cost.RssAnon / MiB:F0} |");
        return Traffic.Report(FaultsOf(bodies));
    }

    private static bool Pause()
    {
        Thread.Sleep(20);
        return true;
    }

    /// <summary>The last callback says that all items are completed. It need not be the last to come.</summary>
    private bool IsWhole(CallbackSink sink)
    {
        var last = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"completed_count\":{items},"));
        return sink.Kept().Any(body => body.AsSpan().IndexOf(last) >= 0);
    }

    private List<string> FaultsOf(IReadOnlyList<byte[]> bodies)
    {
        var answers = bodies.Select(body => JsonElement.Parse(body).GetProperty("message")).SelectMany(message => message.GetProperty("search_response").EnumerateArray()).ToList();
        var references = answers.Select(answer => answer.GetProperty("reference_id").GetString()).ToHashSet();
        var faults = new List<string>();
        if (references.Count != items || answers.Count != items)
            faults.Add($"{answers.Count} answers with {references.Count} references to {items} items.");
        if (answers.Count(answer => answer.TryGetProperty("data", out var data) && data.GetProperty("reg_records").GetArrayLength() == 1) is var found && found != items)
            faults.Add($"{found} of {items} items found their record.");
        faults.AddRange(bodies.Select(traffic.Target.Check.SignatureFaultOf).OfType<string>());
        return faults;
    }
}
