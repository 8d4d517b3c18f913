using Dapper;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Storage.Sql;
using Dci.CrvsApi.Storage.Sql.Sqlite;
using Microsoft.Data.Sqlite;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>A folder that an earlier version made is brought up to date when it is opened, and keeps what is in it.</summary>
[TestFixture]
internal sealed class Upgrade
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Empty() => _folder.Empty();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Keeps_what_the_first_schema_held()
    {
        Make("Register", "register.db", 1, "INSERT INTO partner (partner_id, document, disabled, changed_at) VALUES ('p', '{}', 0, 0)", null);
        Make(
            "Exchanges", "exchanges.db", 1, "INSERT INTO message_seen (partner_id, digest, forget_at) VALUES ('p', @digest, @end)",
            new { digest = Digest("old"), end = Now.AddMinutes(20).ToUnixTimeMilliseconds() });

        await using var storage = _folder.Open();

        Assert.That(await storage.Partners.ListAsync(default), Has.Count.EqualTo(1));
        Assert.That(await storage.Exchanges.TryRecordAsync(new Exchange("p", Digest("old"), Now, Now.AddMinutes(20), []), default), Is.False);
        Assert.That(await storage.Transactions.AcceptAsync(Search("old"), default), Is.TypeOf<Acceptance.Used>());
        Assert.That(await storage.Transactions.AcceptAsync(Search("new"), default), Is.TypeOf<Acceptance.Accepted>());
        await storage.Secrets.SaveAsync(new("p", "callback-bearer", [1], Now), default);
    }

    [Test]
    public async Task Delivers_what_waited_before_there_were_subscriptions()
    {
        Make(
            "Exchanges", "exchanges.db", 2,
            """
            INSERT INTO delivery (delivery_no, message_id, partner_id, action, correlation_id, address, destination, encrypt, created_at, due_at, give_up_at, state, attempts, earlier_attempts, erased)
            VALUES (7, 'm', 'p', 'on-search', 'c', @destination, @destination, 0, @now, @now, @end, 0, 1, 0, 0);
            INSERT INTO delivery_body (delivery_no, header, message) VALUES (7, X'7B7D', X'7B7D');
            """,
            new { destination = Destination, now = Now.ToUnixTimeMilliseconds(), end = Now.AddHours(72).ToUnixTimeMilliseconds() });

        await using var storage = _folder.Open();

        Assert.That((await storage.Deliveries.ReadBacklogAsync(default)).WaitingByPartner, Is.EqualTo(new Dictionary<string, int> { ["p"] = 1 }));
        var waited = (await storage.Deliveries.ClaimAsync(Worker, Destination, Now, 9, default)).Single();
        Assert.That((waited.DeliveryNo, waited.Form, waited.SubscriptionNo, waited.Ordered, waited.LastSequence), Is.EqualTo((7L, DeliveryForm.Envelope, (long?)null, false, 0L)));
        Assert.That(await storage.Deliveries.SettleAsync(waited.Settled(DeliveryState.Delivered, attempt: Attempt(2, 200, null)), default), Is.True);
    }

    [Test]
    public async Task Begins_to_tell_where_the_feed_stands()
    {
        await using (var before = _folder.Open())
            for (var i = 0; i < 3; i++)
                await before.Writer.SaveAsync(RecordBuilder.Birth($"r{i}").Entry() with { Announced = true }, default);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "exchanges.db*"))
            File.Delete(file);
        Make("Exchanges", "exchanges.db", 2, "SELECT 1", null);

        await using (var storage = _folder.Open())
        {
            Assert.That(await storage.Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(3, 0)));
            await storage.Writer.SaveAsync(RecordBuilder.Birth("new").Entry() with { Announced = true }, default);
        }

        await using var again = _folder.Open();
        Assert.That(await again.Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(3, 0)), "what came since is told");
    }

    [Test]
    public async Task Goes_on_telling_when_the_register_is_an_older_copy()
    {
        await using (var storage = _folder.Open())
            await storage.Subscriptions.RecordAsync(new FanOut { From = default, To = new FeedPosition(5, 2) }, default);

        await using var again = _folder.Open();

        Assert.That(await again.Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(0, 0)));
    }

    [Test]
    public async Task Takes_in_the_resources_of_records_that_were_stored_before_they_were_found_by_id()
    {
        const int Records = 1203;
        await using (var before = _folder.Open())
            await before.Writer.LoadAsync(
                Enumerable.Range(0, Records).Select(i => RecordBuilder.Birth($"r{i}").Holding(("Patient", $"p{i}", "urn:uuid:x")).Entry()).ToAsyncEnumerable(), keepBodies: true, null, default);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "register.db")};Pooling=False"))
            connection.Execute("DROP TABLE resource; DELETE FROM counter WHERE name = 'resource_missing'; DELETE FROM schema_migration WHERE version = 4");

        await using var storage = _folder.Open();

        foreach (var i in new[] { 0, 1, 499, 500, 702, 703, Records - 1 })
            Assert.That(await storage.Resources.FindAsync("Patient", $"p{i}", 9, default), Is.EqualTo(new[] { $"r{i}" }));
    }

    private void Make(string schema, string file, int version, string content, object? parameters)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, file)};Pooling=False");
        connection.Execute("CREATE TABLE schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        foreach (var migration in Migration.Of(new SqliteDialect(), schema).Where(migration => migration.Version <= version))
        {
            connection.Execute(migration.Script);
            connection.Execute(
                "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, 0)", new { migration.Version, migration.Name, migration.Checksum });
        }

        connection.Execute(content, parameters);
    }
}
