using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Fhir;

/// <summary>
/// Takes the resources of records into the index that were stored before there was one, from the last record to the first.
/// What is stored meanwhile brings its own; a run that is cut off goes on where it was.
/// </summary>
internal static class ResourceTaking
{
    private const int BatchSize = 500;

    /// <summary>The last record that is missing.</summary>
    private const string Missing = "resource_missing";

    public static void Run(SqlSession session, SqlDialect dialect)
    {
        for (var last = Counter.Read(session, Missing); last > 0; last = Counter.Read(session, Missing))
        {
            session.Execute(dialect.BeginExclusive);
            Take(session, last);
            session.Execute("COMMIT");
        }
    }

    private static void Take(SqlSession session, long last)
    {
        var first = Math.Max(1, last - BatchSize + 1);
        foreach (var (seq, recordId, packed) in Read(session, first, last))
            ResourceRows.Replace(session, seq, ResourceKeys.Of(PackedBundle.Unpack(packed), recordId));
        Counter.Raise(session, Missing, first - 1 - last);
    }

    private static List<(long Seq, string RecordId, byte[] Bundle)> Read(SqlSession session, long first, long last)
    {
        var read = session.Prepare(
            """
            SELECT r.seq, r.record_id, b.bundle FROM record r JOIN body b ON b.seq = r.seq
            WHERE r.seq >= @first AND r.seq <= @last AND r.disclosed = 1 AND b.bundle IS NOT NULL
            """);
        read.Bind(1, first);
        read.Bind(2, last);
        try
        {
            var rows = new List<(long, string, byte[])>();
            while (read.Read())
                rows.Add((read.Int64(0), read.Text(1), read.Blob(2)));
            return rows;
        }
        finally
        {
            read.Reset();
        }
    }
}
