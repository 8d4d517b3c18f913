using Dapper;
using Microsoft.Data.Sqlite;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>Several processes on one folder: nothing is taken twice, and what a dead one had is free at once.</summary>
[TestFixture]
internal sealed class WorkersOfProcesses
{
    private static readonly DateTimeOffset Far = Now.AddYears(1);

    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Empty() => _folder.Empty();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Lets_go_at_once_of_what_a_process_had_that_ended()
    {
        await using (var ended = _folder.Open())
        {
            await ended.Workers.SignInAsync(Worker, Far, default);
            await ended.Transactions.Taken(Search("m"));
            await ended.Sent(Callback() with { WorkerId = Worker });
        }

        await using var next = _folder.Open();
        await next.Workers.SignInAsync("w", Far, default);

        Assert.That(await next.Transactions.ClaimAsync("w", Now, 9, default), Has.Count.EqualTo(1));
        Assert.That(await next.Deliveries.ClaimAsync("w", Destination, Now, 9, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Lets_a_process_that_runs_keep_what_it_has()
    {
        await using var first = _folder.Open();
        await first.Workers.SignInAsync(Worker, Far, default);
        await first.Transactions.Taken(Search("m"));

        await using var second = _folder.Open();
        await second.Workers.SignInAsync("w", Far, default);

        Assert.That(await second.Transactions.ClaimAsync("w", Now, 9, default), Is.Empty);
        Assert.That(await second.Workers.FreeAbandonedAsync(Far, default), Is.EqualTo(1), "its lease is over");
    }

    [Test]
    public async Task Takes_nothing_from_anybody_by_opening()
    {
        await using (var ended = _folder.Open())
            await ended.Transactions.Taken(Search("m"));

        await using var commandLine = _folder.Open();

        Assert.That(await commandLine.Transactions.ClaimAsync("w", Now, 9, default), Is.Empty);
    }

    [Test]
    public async Task Waits_for_a_claim_that_is_not_committed_and_takes_only_the_rest()
    {
        await using var storage = _folder.Open();
        var taken = await storage.Transactions.Taken(Search("a") with { WorkerId = null });
        var rest = await storage.Transactions.Taken(Search("b") with { WorkerId = null });
        using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "exchanges.db")};Pooling=False");
        other.Open();
        other.Execute("BEGIN IMMEDIATE");
        other.Execute("UPDATE txn SET worker_id = 'other' WHERE txn_no = @taken", new { taken });

        var claim = storage.Transactions.ClaimAsync("w", Now, 9, default);
        Assert.That(await Task.WhenAny(claim, Task.Delay(150)), Is.Not.SameAs(claim));
        Assert.That(await storage.Transactions.CountUnfinishedAsync(default), Has.Count.EqualTo(1), "readers do not wait");
        other.Execute("COMMIT");

        Assert.That((await claim).Select(work => work.TransactionNo), Is.EqualTo(new[] { rest }));
    }
}
