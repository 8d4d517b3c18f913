using Dapper;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>
/// The marks that a load leaves while it runs: the definitions of the indexes it took down. Where they are found at start,
/// a load was cut off, and the register is emptied.
/// </summary>
internal static class LoadState
{
    private static readonly string[] Tables = ["record", "person", "ident", "body", "rendition", "resource", "change", "withdrawn", "event_count", "origin"];

    public static bool IsUnfinished(SqlSession session) =>
        session.Connection.ExecuteScalar<long>("SELECT COUNT(*) FROM pending_index") > 0;

    public static void TakeIndexesDown(SqlSession session, SqlDialect dialect)
    {
        var indexes = session.Connection.Query<Index>(dialect.IndexDefinitions).AsList();
        session.Connection.Execute("INSERT INTO pending_index (name, definition) VALUES (@Name, @Definition)", indexes);
        foreach (var index in indexes)
            session.Connection.Execute("DROP INDEX " + index.Name);
    }

    public static void PutIndexesUp(SqlSession session)
    {
        foreach (var index in session.Connection.Query<Index>("SELECT name AS Name, definition AS Definition FROM pending_index ORDER BY name").AsList())
            session.Connection.Execute(index.Definition);
        session.Connection.Execute("DELETE FROM pending_index");
    }

    /// <summary>Empties the register. Places, partners, keys and what was disclosed stay.</summary>
    public static void Wipe(SqlSession session)
    {
        session.Execute("BEGIN");
        foreach (var table in Tables)
            session.Connection.Execute("DELETE FROM " + table);
        session.Connection.Execute("UPDATE counter SET value = 0 WHERE name IN ('record', 'change', 'resource_missing')");
        Counter.Raise(session, Counter.Register);
        PutIndexesUp(session);
        session.Execute("COMMIT");
    }

    private sealed record Index(string Name, string Definition);
}
