using System.Diagnostics;
using System.Globalization;
using Dci.CrvsApi.Benchmarks.Exchanges;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>How long it takes until everybody of a crowd is told of one registration. Each has a filter of its own that every birth matches.</summary>
internal sealed class Crowd(Audience audience, BirthPost births)
{
    private const int Rounds = 5;

    public bool Measure(int size)
    {
        Console.Error.WriteLine($"crowd: {size:N0}");
        var first = new DateOnly(1900, 1, 1);
        var transactions = audience.Hear([.. Enumerable.Range(0, size).Select(index => BornSince(first.AddDays(index)))]).ToHashSet();
        var faults = new List<string>();
        Console.WriteLine("| subscriptions told of one birth | first ms | half ms | all ms |");
        Console.WriteLine("|--:|--:|--:|--:|");
        for (var round = 0; round < Rounds; round++)
            faults.AddRange(Run(size, transactions));
        return Traffic.Report(faults);
    }

    private IReadOnlyList<string> Run(int size, HashSet<Guid> transactions)
    {
        audience.Sink.Clear();
        var birth = births.Next();
        var (accepted, faults) = new Registering(audience.Target).Run([birth], 1);
        audience.Sink.WaitFor(size + audience.Size, TimeSpan.FromSeconds(10));
        var times = audience.Sink.Arrivals()
            .Where(arrival => transactions.Contains(arrival.Transaction) && arrival.Record == birth.RecordId)
            .Select(arrival => Stopwatch.GetElapsedTime(accepted[0], Math.Max(accepted[0], arrival.At)).TotalMilliseconds)
            .Order().ToArray();
        if (times.Length < size)
            return [.. faults, $"{times.Length} of {size} were told."];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {size:N0} | {times[0]:F0} | {times[size / 2]:F0} | {times[^1]:F0} |"));
        return faults;
    }

    private static string BornSince(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""[{"seq_num":1,"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"{{{day:yyyy-MM-dd}}}"}}]""");
}
