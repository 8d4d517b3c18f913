using Dapper;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Brings the schema up to what the program knows, under the database's write lock, and never past a schema it doesn't know.</summary>
internal sealed class Migrator(SqlDialect dialect, TimeProvider clock)
{
    /// <param name="session">The one that writes.</param>
    /// <param name="schema">The folder of its scripts.</param>
    /// <param name="place">What to call the database in a message.</param>
    /// <exception cref="StorageUnusableException">The schema is newer than the program, or was changed by hand.</exception>
    public void Run(SqlSession session, string schema, string place)
    {
        var known = Migration.Of(dialect, schema);
        session.Execute(dialect.BeginExclusive);
        try
        {
            var applied = Applied(session, place);
            foreach (var (version, checksum) in applied)
                Check(known.FirstOrDefault(migration => migration.Version == version), version, checksum, place);
            foreach (var migration in known.Where(migration => !applied.ContainsKey(migration.Version)))
                Apply(session, migration);
            session.Execute("COMMIT");
        }
        catch
        {
            session.Connection.Execute("ROLLBACK");
            throw;
        }
    }

    private Dictionary<int, string> Applied(SqlSession session, string place)
    {
        var tables = session.Connection.Query<string>(dialect.TableNames).ToHashSet(StringComparer.Ordinal);
        if (tables.Count > 0 && !tables.Contains("schema_migration"))
            throw new StorageUnusableException($"{place} belongs to another program. Name another data folder.");

        session.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        return session.Connection
            .Query<(int Version, string Checksum)>("SELECT version, checksum FROM schema_migration")
            .ToDictionary(row => row.Version, row => row.Checksum);
    }

    private static void Check(Migration? migration, int version, string checksum, string place)
    {
        if (migration is null)
            throw new StorageUnusableException($"{place} was written by a newer version of this program (schema {version}). Run that version, or restore a backup made before it.");
        if (migration.Checksum != checksum)
            throw new StorageUnusableException($"{place} was made by another build of schema {version}. Restore a backup, or move it away to begin with an empty register.");
    }

    private void Apply(SqlSession session, Migration migration)
    {
        session.Connection.Execute(migration.Script);
        session.Connection.Execute(
            "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @AppliedAt)",
            new { migration.Version, migration.Name, migration.Checksum, AppliedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
    }
}
