using System.Diagnostics;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>Who wants to hear of a change is found as fast among very many subscriptions as among few.</summary>
[TestFixture]
internal sealed class ManySubscriptions
{
    private const int Few = 1_000;
    private const int Many = 100_000;

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Are_passed_over_when_they_have_other_keys()
    {
        await using var storage = _folder.Open();
        var subscriptions = storage.Subscriptions;
        await Save(subscriptions, 0, Few);
        await Measure(subscriptions);
        var amongFew = await Measure(subscriptions);

        await Save(subscriptions, Few, Many);
        var saved = Stopwatch.StartNew();
        await subscriptions.SaveAsync(Listening("long", [.. Enumerable.Range(0, 50_000).Select(i => $"one of many {i}")]), default);
        saved.Stop();
        var amongMany = await Measure(subscriptions);

        await TestContext.Out.WriteLineAsync($"found among {Few}: {amongFew.TotalMicroseconds:F1} µs, among {Many}: {amongMany.TotalMicroseconds:F1} µs; 50,000 keys stored in {saved.ElapsedMilliseconds} ms");
        Assert.That(amongMany, Is.LessThan((amongFew * 10) + TimeSpan.FromMilliseconds(1)));
        Assert.That(saved.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    private static async Task Save(ISubscriptionStore subscriptions, int from, int to) =>
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(i => subscriptions.SaveAsync(Listening($"s{i}", $"person {i}") with { PartnerId = $"p{i % 10}" }, default)));

    /// <summary>The time of one look, of the fastest of several hundred: what others do on the machine does not count.</summary>
    private static async Task<TimeSpan> Measure(ISubscriptionStore subscriptions)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 300; i++)
        {
            var keys = new[] { Key($"person {i}"), Key($"person {Few - 1 - i}"), Key("nobody's"), Key($"one of many {i}"), Key($"nobody's {i}") };
            var watch = Stopwatch.StartNew();
            var found = await subscriptions.FindInterestedAsync(Change(1), keys, 0, 1000, default);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, watch.Elapsed.Ticks));
            Assert.That(found, Has.Count.GreaterThanOrEqualTo(2));
        }

        return fastest;
    }
}
