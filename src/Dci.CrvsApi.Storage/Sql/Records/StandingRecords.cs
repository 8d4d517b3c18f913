using Dci.CrvsApi.Registry.Events;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Records as they stand, bundle and all.</summary>
internal sealed class StandingRecords(SqlDatabase database) : IStandingRecords
{
    private const string Find =
        "SELECT r.version, r.disclosed, b.bundle FROM record r JOIN body b ON b.seq = r.seq WHERE r.record_id = @id";

    public ValueTask<IReadOnlyDictionary<string, StandingRecord>> ReadAsync(IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, StandingRecord>>(database.Read(session => Read(session, recordIds)));

    private static Dictionary<string, StandingRecord> Read(SqlSession session, IReadOnlyCollection<string> recordIds)
    {
        var records = new Dictionary<string, StandingRecord>(recordIds.Count, StringComparer.Ordinal);
        foreach (var id in recordIds)
            if (!records.ContainsKey(id) && Read(session.Prepare(Find), id) is { } record)
                records.Add(id, record);
        return records;
    }

    private static StandingRecord? Read(SqlStatement find, string recordId)
    {
        find.Bind(1, recordId);
        try
        {
            return find.Read()
                ? new StandingRecord(recordId, find.Int64(0), find.Int64(1) != 0, find.IsNull(2) ? default(ReadOnlyMemory<byte>?) : PackedBundle.Unpack(find.Blob(2)))
                : null;
        }
        finally
        {
            find.Reset();
        }
    }
}
