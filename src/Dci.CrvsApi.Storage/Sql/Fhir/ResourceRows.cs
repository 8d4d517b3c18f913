namespace Dci.CrvsApi.Storage.Sql.Fhir;

/// <summary>Writes where the resources of a record are found.</summary>
internal static class ResourceRows
{
    public static void Insert(SqlSession session, long seq, IReadOnlyList<long> keys)
    {
        if (keys.Count == 0)
            return;
        var into = session.Prepare("INSERT INTO resource (seq, resource_key) VALUES (@seq, @key)");
        for (var i = 0; i < keys.Count; i++)
        {
            into.Bind(1, seq);
            into.Bind(2, keys[i]);
            into.Execute();
        }
    }

    public static void Replace(SqlSession session, long seq, IReadOnlyList<long> keys)
    {
        var delete = session.Prepare("DELETE FROM resource WHERE seq = @seq");
        delete.Bind(1, seq);
        delete.Execute();
        Insert(session, seq, keys);
    }
}
