using Dapper;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Storage.Sql.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>What a store finds when it opens, and what it tells a person who has to mend it.</summary>
[TestFixture]
internal sealed class Opening
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Empty() => _folder.Empty();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public async Task Makes_files_for_their_owner_only()
    {
        await using var storage = _folder.Open();
        await storage.Writer.SaveAsync(RecordBuilder.Birth().Entry(), default);

        foreach (var file in Directory.EnumerateFiles(_folder.Path))
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    [Test]
    public async Task Opens_what_it_made_before()
    {
        await using (var first = _folder.Open())
            await first.Writer.SaveAsync(RecordBuilder.Birth().Entry(), default);

        await using var second = _folder.Open();

        Assert.That(await second.Writer.SaveAsync(RecordBuilder.Birth().Entry(), default), Is.EqualTo(WriteOutcome.Unchanged));
    }

    [Test]
    public async Task Migrates_once_when_two_programs_start_together()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_folder.Open)));

        foreach (var storage in opened)
            await storage.DisposeAsync();
        Assert.That(Ask<long>("SELECT COUNT(*) FROM schema_migration"), Is.EqualTo(5));
    }

    [Test]
    public void Says_what_to_do_about_a_file_that_is_no_database()
    {
        File.WriteAllText(_folder.Register, new string('x', 5000));

        Assert.That(_folder.Open, Refuses("Restore it from a backup"));
    }

    [Test]
    public void Says_what_to_do_about_another_programs_database()
    {
        Tell("CREATE TABLE bookmark (id INTEGER)");

        Assert.That(_folder.Open, Refuses("belongs to another program"));
    }

    [Test]
    public async Task Says_what_to_do_about_a_newer_schema()
    {
        await _folder.Open().DisposeAsync();
        Tell("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (99, 'n', 'c', 0)");

        Assert.That(_folder.Open, Refuses("newer version of this program (schema 99)"));
    }

    [Test]
    public async Task Says_what_to_do_about_a_schema_that_another_build_made()
    {
        await _folder.Open().DisposeAsync();
        Tell("UPDATE schema_migration SET checksum = 'other'");

        Assert.That(_folder.Open, Refuses("another build of schema 1"));
    }

    [Test]
    public void Says_what_to_do_about_a_folder_it_cannot_make()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");

        Assert.That(
            () => RegisterStorage.Open(new StorageOptions { DataFolder = Path.Combine(_folder.Path, "file", "data") }, TimeProvider.System),
            Refuses("right to read and write"));
    }

    [Test]
    public async Task Empties_a_register_whose_load_was_cut_off()
    {
        await using (var cut = _folder.Open())
        {
            await cut.Partners.AddAsync(new("p", "{}", null, false, default), default);
            await cut.Writer.LoadAsync(new[] { RecordBuilder.Birth().Entry() }.ToAsyncEnumerable(), true, null, default);
        }

        Tell("INSERT INTO pending_index (name, definition) SELECT name, sql FROM sqlite_master WHERE name = 'ix_record_name'; DROP INDEX ix_record_name");

        await using var storage = _folder.Open();

        Assert.That(await storage.Writer.CountAsync(default), Is.Empty);
        Assert.That(await storage.Partners.ListAsync(default), Has.Count.EqualTo(1));
        Assert.That(await storage.Writer.SaveAsync(RecordBuilder.Birth().Entry(), default), Is.EqualTo(WriteOutcome.Created));
        Assert.That(Ask<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'ix_record_name'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Leaves_alone_a_register_that_another_program_is_loading()
    {
        await _folder.Open().DisposeAsync();
        Tell("INSERT INTO pending_index (name, definition) SELECT name, sql FROM sqlite_master WHERE name = 'ix_record_name'; DROP INDEX ix_record_name");
        using (SqliteFile.In(_folder.Path, "register.db").TryHold(SqliteDatabase.Loading))
            Assert.That(_folder.Open, Refuses("Another program is loading"));

        Assert.That(Ask<long>("SELECT COUNT(*) FROM pending_index"), Is.EqualTo(1));
    }

    [TestCase("register.db")]
    [TestCase("exchanges.db")]
    public async Task Is_not_ready_without_one_of_its_files(string file)
    {
        await using var storage = _folder.Open();
        File.Delete(Path.Combine(_folder.Path, file));

        Assert.That(async () => await storage.Registry.CheckAsync(default), Throws.TypeOf<RegisterUnavailableException>());
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refuses(string words) =>
        Throws.TypeOf<StorageUnusableException>().With.Message.Contains(words);

    private void Tell(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Register};Pooling=False");
        connection.Execute(sql);
    }

    private T Ask<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Register};Pooling=False");
        return connection.ExecuteScalar<T>(sql)!;
    }
}
