using Dci.CrvsApi.Benchmarks.Exchanges;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>What is wrong with what subscribers were told.</summary>
internal static class Told
{
    /// <summary>Every subscription has heard of every birth once, after repeats are removed, in order and without a gap.</summary>
    public static IReadOnlyList<string> FaultsOf(Audience audience, IReadOnlyList<Birth> births)
    {
        var faults = new List<string>();
        var expected = births.Select(birth => birth.RecordId).ToHashSet();
        var arrivals = audience.Sink.Arrivals().ToLookup(arrival => arrival.Transaction);
        foreach (var transaction in audience.Everything)
            faults.AddRange(FaultsOf([.. arrivals[transaction].OrderBy(arrival => arrival.At)], expected));
        faults.AddRange(audience.Sink.Kept().Select(audience.Target.Check.SignatureFaultOf).OfType<string>());
        return faults;
    }

    private static IEnumerable<string> FaultsOf(List<Arrival> heard, HashSet<Guid> expected)
    {
        var told = heard.Select(arrival => arrival.Record).ToHashSet();
        if (expected.Count(record => !told.Contains(record)) is var lost and > 0)
            yield return $"A subscriber did not hear of {lost} births.";
        if (told.Count > expected.Count)
            yield return "A subscriber heard of births that were not registered.";
        var sequences = heard.Select(arrival => arrival.Sequence).Distinct().ToList();
        if (!sequences.SequenceEqual(sequences.Order()))
            yield return "A subscriber was told out of order.";
        if (sequences.Count > 0 && sequences.Max() - sequences.Min() + 1 != sequences.Count)
            yield return "The sequence of a subscriber has a gap.";
        if (sequences.Count != told.Count)
            yield return "A subscriber was told of a birth under two sequences.";
    }
}
