using Dapper;
using Dci.CrvsApi.Registry.Exchanges;
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

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Keeps_what_the_first_schema_held()
    {
        MakeAsOfSchemaOne("Register", "register.db", "INSERT INTO partner (partner_id, document, disabled, changed_at) VALUES ('p', '{}', 0, 0)", null);
        MakeAsOfSchemaOne(
            "Exchanges", "exchanges.db", "INSERT INTO message_seen (partner_id, digest, forget_at) VALUES ('p', @digest, @end)",
            new { digest = Digest("old"), end = Now.AddMinutes(20).ToUnixTimeMilliseconds() });

        await using var storage = _folder.Open();

        Assert.That(await storage.Partners.ListAsync(default), Has.Count.EqualTo(1));
        Assert.That(await storage.Exchanges.TryRecordAsync(new Exchange("p", Digest("old"), Now, Now.AddMinutes(20), []), default), Is.False);
        Assert.That(await storage.Transactions.AcceptAsync(Search("old"), default), Is.TypeOf<Acceptance.Used>());
        Assert.That(await storage.Transactions.AcceptAsync(Search("new"), default), Is.TypeOf<Acceptance.Accepted>());
        await storage.Secrets.SaveAsync(new("p", "callback-bearer", [1], Now), default);
    }

    private void MakeAsOfSchemaOne(string schema, string file, string content, object? parameters)
    {
        var first = Migration.Of(new SqliteDialect(), schema)[0];
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, file)};Pooling=False");
        connection.Execute("CREATE TABLE schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        connection.Execute(first.Script);
        connection.Execute("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, 0)", new { first.Version, first.Name, first.Checksum });
        connection.Execute(content, parameters);
    }
}
