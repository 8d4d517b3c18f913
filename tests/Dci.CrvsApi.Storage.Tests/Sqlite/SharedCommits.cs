using Dapper;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Storage.Sql.Sqlite;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>Work that shares a commit shares neither its failures nor its order.</summary>
[TestFixture]
internal sealed class SharedCommits
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;

    [SetUp]
    public void Open() => _database = SqliteDatabase.OpenRegister(_folder.Path, TimeProvider.System);

    [TearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Empty();
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Keep_what_worked_beside_what_failed()
    {
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var blocking = _database.WriteAsync(_ => { started.Set(); go.Wait(); return 0; }, default);
        started.Wait();
        var before = Add("before");
        var failing = _database.WriteAsync<int>(session => { Insert(session.Connection, "half"); throw new InvalidTimeZoneException(); }, default);
        var after = Add("after");
        go.Set();

        await Task.WhenAll(blocking, before, after);
        Assert.That(() => failing, Throws.TypeOf<InvalidTimeZoneException>());
        Assert.That(Names(), Is.EqualTo(new[] { "before", "after" }));
    }

    [Test]
    public async Task Fail_together_as_away_when_the_disk_is_full_in_the_middle()
    {
        await _database.WriteAsync(session => { session.Execute("PRAGMA max_page_count = 1"); return 0; }, default);
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var blocking = _database.WriteAsync(_ => { started.Set(); go.Wait(); return 0; }, default);
        started.Wait();
        Task<int>[] together = [Add("before"), Add(new string('x', 5_000_000)), Add("after")];
        go.Set();
        await blocking;

        Assert.That(() => Task.WhenAll(together), Throws.Exception);
        Assert.That(together.Select(each => each.Exception?.InnerException), Has.All.TypeOf<RegisterUnavailableException>());
        Assert.That(Names(), Is.Empty);
        Assert.That(await Add("small"), Is.EqualTo(1), "the writer goes on");
    }

    [Test]
    public async Task Are_seen_by_nobody_before_they_are_committed()
    {
        IReadOnlyList<string> seen = ["unread"];

        await _database.WriteAsync(session => { Insert(session.Connection, "a"); seen = Names(); return 0; }, default);

        Assert.That(seen, Is.Empty);
        Assert.That(Names(), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Leave_out_what_nobody_waits_for_any_more()
    {
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var blocking = _database.WriteAsync(_ => { started.Set(); go.Wait(); return 0; }, default);
        started.Wait();
        var abandoned = _database.WriteAsync(session => Insert(session.Connection, "a"), cancel.Token);
        await cancel.CancelAsync();
        go.Set();

        await blocking;
        Assert.That(() => abandoned, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public async Task Finish_before_the_store_closes()
    {
        var writes = Enumerable.Range(0, 100).Select(i => Add($"{i}")).ToList();

        await _database.DisposeAsync();

        Assert.That(writes, Has.All.Property(nameof(Task.IsCompletedSuccessfully)).True);
    }

    [Test]
    public void Say_that_the_register_is_gone_when_its_file_is()
    {
        File.Delete(_folder.Register);

        Assert.That(() => Add("a"), Throws.TypeOf<RegisterUnavailableException>());
        Assert.That(() => Names(), Throws.TypeOf<RegisterUnavailableException>());
    }

    private Task<int> Add(string name) => _database.WriteAsync(session => Insert(session.Connection, name), default);

    private static int Insert(System.Data.Common.DbConnection connection, string name) => connection.Execute("INSERT INTO origin (name) VALUES (@name)", new { name });

    private List<string> Names() => _database.Read(session => session.Connection.Query<string>("SELECT name FROM origin ORDER BY origin_id").AsList());
}
