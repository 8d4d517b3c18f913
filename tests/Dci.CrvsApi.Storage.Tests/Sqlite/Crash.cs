using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>What was acknowledged outlives the process. The process that is killed is this program, started again.</summary>
[TestFixture]
internal sealed class Crash
{
    private const string Folder = "CRASH_TEST_FOLDER";

    [Test]
    public async Task Keeps_every_message_that_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var last = await BeKilled(nameof(WriteUntilKilled), folder.Path);

        await using var storage = folder.Open();

        Assert.That(last, Is.GreaterThan(10));
        for (var i = 0; i <= last; i++)
        {
            Assert.That(await storage.Exchanges.TryRecordAsync(Message(i), default), Is.False, $"message {i}");
            Assert.That(await storage.Transactions.AcceptAsync(Search($"a{i}"), default), Is.TypeOf<Acceptance.Repeated>(), $"asynchronous message {i}");
        }
    }

    [Test]
    public async Task Gives_the_next_process_all_the_work_that_was_left()
    {
        using var folder = new TemporaryFolder();
        var last = await BeKilled(nameof(WriteUntilKilled), folder.Path);

        await using var storage = folder.Open();
        await storage.Workers.SignInAsync("next", Now.AddYears(1), default);
        var work = await storage.Transactions.ClaimAsync("next", Now, 100_000, default);
        var deliveries = await storage.Deliveries.ClaimAsync("next", Destination, Now, 100_000, default);

        Assert.That(last, Is.GreaterThan(10));
        Assert.That(work.Select(one => one.TransactionId), Is.SupersetOf(Of(last, odd: false).Select(i => $"t-a{i}")));
        Assert.That(deliveries.Select(one => one.CorrelationId), Is.SupersetOf(Of(last, odd: true).Select(i => $"c{i}")));
        Assert.That(work.Select(one => one.TransactionId).Intersect(deliveries.Select(one => "t-a" + one.CorrelationId[1..])), Is.Empty, "a search is either due or answered");
    }

    [Test]
    public async Task Leaves_every_lane_without_a_gap_and_in_order()
    {
        using var folder = new TemporaryFolder();
        var last = await BeKilled(nameof(TellUntilKilled), folder.Path);

        await using var storage = folder.Open();
        await storage.Workers.SignInAsync("next", Now.AddYears(1), default);
        var position = await storage.Subscriptions.ReadPositionAsync(default);
        var claimed = await storage.Deliveries.ClaimAsync("next", Destination, Now, 100_000, default);

        Assert.That(last, Is.GreaterThan(10));
        Assert.That(position.ChangeNo, Is.GreaterThanOrEqualTo(last));
        var lanes = await storage.Subscriptions.ListAsync(new SubscriptionFilter(null, null, null, 9), default);
        Assert.That(lanes, Has.Count.EqualTo(2));
        foreach (var lane in lanes)
        {
            var events = await storage.Subscriptions.ReadEventsAsync(lane.SubscriptionNo, 0, 100_000, default);
            var left = claimed.Where(delivery => delivery.SubscriptionNo == lane.SubscriptionNo).Select(delivery => delivery.FirstSequence).ToList();
            Assert.That(events.Select(told => (told.Sequence, told.ChangeNo)), Is.EqualTo(Enumerable.Range(1, (int)position.ChangeNo).Select(i => ((long)i, (long)i))));
            Assert.That(left, Is.EqualTo(Enumerable.Range((int)lane.DeliveredSequence + 1, (int)(lane.LastSequence - lane.DeliveredSequence))));
            Assert.That(lane.OpenDeliveries, Is.EqualTo(left.Count));
        }
    }

    /// <summary>The other side of the test above: tells two subscriptions of one change after the other, and delivers two of three.</summary>
    [Test]
    [Explicit("Started by the test above.")]
    public async Task TellUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder)
        {
            Assert.Ignore("Not started to be killed.");
            return;
        }

        await using var storage = RegisterStorage.Open(new StorageOptions { DataFolder = folder }, TimeProvider.System);
        await storage.Workers.SignInAsync(Worker, Now.AddYears(1), default);
        var (one, other) = (await storage.Subscriptions.SaveAsync(Listening("a"), default), await storage.Subscriptions.SaveAsync(Listening("b"), default));
        var sent = new Queue<Delivery>();
        await using var told = new StreamWriter(Path.Combine(folder, "told")) { AutoFlush = true };
        for (var i = 1; ; i++)
        {
            await storage.Writer.SaveAsync(RecordBuilder.Birth($"r{i}").Entry(), default);
            foreach (var delivery in (await storage.Subscriptions.Tell(one.Told(i), other.Told(i)))!)
                sent.Enqueue(delivery!);
            if (i % 3 != 0)
                await storage.Deliveries.SettleAsync(sent.Dequeue().Settled(DeliveryState.Delivered, attempt: Attempt(1, 200, null)), default);
            await told.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The other side of the first two: writes until it is killed, and tells what was acknowledged.</summary>
    [Test]
    [Explicit("Started by the first two.")]
    public async Task WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder)
        {
            Assert.Ignore("Not started to be killed.");
            return;
        }

        await using var storage = RegisterStorage.Open(new StorageOptions { DataFolder = folder }, TimeProvider.System);
        await storage.Workers.SignInAsync(Worker, Now.AddYears(1), default);
        await using var told = new StreamWriter(Path.Combine(folder, "told")) { AutoFlush = true };
        for (var i = 0; ; i++)
        {
            await storage.Exchanges.TryRecordAsync(Message(i), default);
            var number = await storage.Transactions.Taken(Search($"a{i}"));
            if (i % 2 == 1)
                await storage.Transactions.RecordAsync(Whole(number, Answered(0, $"r-a{i}")) with { Delivery = Callback() with { CorrelationId = $"c{i}", WorkerId = Worker } }, default);
            await told.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task<int> BeKilled(string work, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Crash).Assembly.Location);
        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add("FullyQualifiedName=Dci.CrvsApi.Storage.Tests.Sqlite.Crash." + work);
        start.Environment[Folder] = folder;
        using var writer = Process.Start(start)!;
        var told = Path.Combine(folder, "told");
        var waited = Stopwatch.StartNew();
        while (!writer.HasExited && waited.Elapsed < TimeSpan.FromSeconds(30) && (!File.Exists(told) || new FileInfo(told).Length < 500))
            await Task.Delay(20);
        writer.Kill();
        await writer.WaitForExitAsync();
        var lines = File.Exists(told) ? await File.ReadAllTextAsync(told) : "";
        return lines.LastIndexOf('\n') is var end and > 0 ? int.Parse(lines[..end].Split('\n')[^1], CultureInfo.InvariantCulture) : -1;
    }

    private static IEnumerable<int> Of(int last, bool odd) => Enumerable.Range(0, last + 1).Where(i => i % 2 == (odd ? 1 : 0));

    private static Exchange Message(int number)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new Exchange("p", SHA256.HashData(Encoding.UTF8.GetBytes($"m{number}")), at, at.AddHours(1), []);
    }
}
