using Dapper;
using Dci.CrvsApi.Registry.Ingest;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Reads bundles back.</summary>
internal static class StoredBundles
{
    /// <summary>The bundles after a sequence number, in order; records whose bundle was left out are passed over.</summary>
    public static List<(long Seq, StoredBundle Bundle)> After(SqlSession session, SqlDialect dialect, long seq, int limit)
    {
        var sql =
            $"""
            SELECT b.seq AS Seq, r.record_id AS RecordId, b.bundle AS Bundle, b.original AS Original, o.name AS Origin
            FROM body b JOIN record r ON r.seq = b.seq JOIN origin o ON o.origin_id = b.origin_id
            WHERE b.seq > @seq AND b.bundle IS NOT NULL ORDER BY b.seq {dialect.Page("@limit", "0")}
            """;
        return session.Connection.Query<Row>(sql, new { seq, limit }).Select(row => (row.Seq, row.ToBundle())).ToList();
    }

    /// <summary>The bundle of one registered record, or null.</summary>
    public static ReadOnlyMemory<byte>? Registered(SqlSession session, string recordId)
    {
        var find = session.Prepare(
            "SELECT b.bundle FROM record r JOIN body b ON b.seq = r.seq WHERE r.record_id = @id AND r.disclosed = 1 AND b.bundle IS NOT NULL");
        find.Bind(1, recordId);
        try
        {
            return find.Read() ? PackedBundle.Unpack(find.Blob(0)) : default(ReadOnlyMemory<byte>?);
        }
        finally
        {
            find.Reset();
        }
    }

    private sealed record Row(long Seq, string RecordId, byte[] Bundle, byte[]? Original, string Origin)
    {
        public StoredBundle ToBundle() =>
            new(RecordId, PackedBundle.Unpack(Bundle), Original is null ? default(ReadOnlyMemory<byte>?) : PackedBundle.Unpack(Original), Origin);
    }
}
