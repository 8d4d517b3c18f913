using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>Makes signed asynchronous searches that the register can answer, and judges what came back of them.</summary>
internal sealed class Traffic(Target target, BenchmarkPartner partner, RegisterSample sample, TimeProvider clock)
{
    private int _asked;

    public Target Target => target;

    /// <summary>Searches of one item each.</summary>
    public Questions Prepare(int count, CallbackSink sink) => Prepare(count, 1, sink);

    /// <summary>One search of many items.</summary>
    public Questions PrepareBatch(int items, CallbackSink sink) => Prepare(1, items, sink);

    /// <summary>What is wrong with what came, in lines; repeats of a delivery are none.</summary>
    public IReadOnlyList<string> FaultsOf(Questions asked, CallbackSink sink)
    {
        var came = sink.Arrivals().Select(arrival => arrival.Transaction).ToHashSet();
        var lost = asked.Transactions.Count(transaction => !came.Contains(transaction));
        var strange = came.Count - asked.Transactions.Count + lost;
        IEnumerable<string> faults =
        [
            .. sink.Kept().Select(body => target.Check.FaultOf(body, asked.ItemsEach, 1)).OfType<string>(),
            .. lost > 0 ? [$"{lost} searches were not answered."] : Array.Empty<string>(),
            .. strange > 0 ? [$"{strange} callbacks belong to no search."] : Array.Empty<string>(),
        ];
        return [.. faults];
    }

    public static bool Report(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults.Distinct().Take(5))
            Console.WriteLine(fault);
        return faults.Count == 0;
    }

    private Questions Prepare(int count, int items, CallbackSink sink)
    {
        var message = new MessageWriter(partner, clock, new Uri($"http://{sink.Address}/callback/on-search"));
        var transactions = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        var requests = new byte[count][];
        var first = _asked;
        _asked += count * items;
        Parallel.For(0, count, index =>
        {
            var questions = Enumerable.Range(first + (index * items), items).Select(sample.Lookup).ToArray();
            requests[index] = HttpRequest.Post(target.Address, "/registry/search", "application/json", message.Write(questions, transactions[index]), partner.Token);
        });
        return new Questions(transactions, requests, items);
    }
}

/// <summary>Searches ready to be sent.</summary>
/// <param name="Transactions">Their transaction ids, in order.</param>
/// <param name="Requests">Whole HTTP requests, in order.</param>
/// <param name="ItemsEach">How many items each of them has.</param>
internal sealed record Questions(IReadOnlyList<Guid> Transactions, IReadOnlyList<byte[]> Requests, int ItemsEach);
