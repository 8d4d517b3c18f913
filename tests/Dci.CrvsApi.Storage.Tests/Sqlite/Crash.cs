using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Transactions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

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
        var last = await WriteAndBeKilled(folder.Path);

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
        var last = await WriteAndBeKilled(folder.Path);

        await using var storage = folder.Open();
        await storage.Workers.SignInAsync("next", Now.AddYears(1), default);
        var work = await storage.Transactions.ClaimAsync("next", Now, 100_000, default);
        var deliveries = await storage.Deliveries.ClaimAsync("next", Destination, Now, 100_000, default);

        Assert.That(last, Is.GreaterThan(10));
        Assert.That(work.Select(one => one.TransactionId), Is.SupersetOf(Of(last, odd: false).Select(i => $"t-a{i}")));
        Assert.That(deliveries.Select(one => one.CorrelationId), Is.SupersetOf(Of(last, odd: true).Select(i => $"c{i}")));
        Assert.That(work.Select(one => one.TransactionId).Intersect(deliveries.Select(one => "t-a" + one.CorrelationId[1..])), Is.Empty, "a search is either due or answered");
    }

    /// <summary>The other side of the test above: writes until it is killed, and tells what was acknowledged.</summary>
    [Test]
    [Explicit("Started by the tests above.")]
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

    private static async Task<int> WriteAndBeKilled(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Crash).Assembly.Location);
        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add("FullyQualifiedName=Dci.CrvsApi.Storage.Tests.Sqlite.Crash.WriteUntilKilled");
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
