using Dapper;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>How many records there are of each event, kept as they come so that asking costs nothing.</summary>
internal static class EventCount
{
    public static void Add(SqlSession session, VitalEvent vitalEvent, long records)
    {
        var update = session.Prepare("UPDATE event_count SET records = records + @records WHERE event = @event");
        update.Bind(1, records);
        update.Bind(2, (long)vitalEvent);
        if (update.Execute() > 0)
            return;
        var insert = session.Prepare("INSERT INTO event_count (event, records) VALUES (@event, @records)");
        insert.Bind(1, (long)vitalEvent);
        insert.Bind(2, records);
        insert.Execute();
    }

    public static IReadOnlyDictionary<VitalEvent, long> Read(SqlSession session) =>
        session.Connection.Query<(long Event, long Records)>("SELECT event, records FROM event_count WHERE records > 0")
            .ToDictionary(row => (VitalEvent)row.Event, row => row.Records);
}
