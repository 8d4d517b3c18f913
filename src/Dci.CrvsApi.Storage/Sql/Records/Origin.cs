using Dapper;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Where records came from, each origin once.</summary>
internal static class Origin
{
    public static long IdOf(SqlSession session, string name)
    {
        if (Find(session, name) is { } known)
            return known;
        session.Connection.Execute("INSERT INTO origin (name) VALUES (@name)", new { name });
        return Find(session, name) ?? throw new InvalidOperationException("The origin was not stored.");
    }

    public static IReadOnlyList<string> Names(SqlSession session) =>
        session.Connection.Query<string>("SELECT name FROM origin ORDER BY origin_id").AsList();

    private static long? Find(SqlSession session, string name)
    {
        var find = session.Prepare("SELECT origin_id FROM origin WHERE name = @name");
        find.Bind(1, name);
        try
        {
            return find.Read() ? find.Int64(0) : null;
        }
        finally
        {
            find.Reset();
        }
    }
}
