using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Resources;
using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Fhir;

/// <summary>Registered records as the resources they are made of.</summary>
internal sealed class ResourceIndex(SqlDatabase database) : IResourceIndex
{
    public ValueTask<IReadOnlyList<string>> FindAsync(string type, string id, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(database.Read(session => Find(session, type, id, limit)));

    public ValueTask<IReadOnlyList<KeptRecord>> ReadAsync(IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<KeptRecord>>(database.Read(session => recordIds.Select(id => Read(session, id)).OfType<KeptRecord>().ToList()));

    public ValueTask<IReadOnlyList<KeptVersion>> ReadVersionsAsync(string recordId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<KeptVersion>>(database.Read(session => ReadVersions(session, recordId)));

    private List<string> Find(SqlSession session, string type, string id, int limit)
    {
        var found = new List<string>();
        foreach (var candidate in ResourceKeys.RecordsOf(id))
            found.AddRange(IsRegistered(session, candidate) ? [candidate] : []);
        var find = session.Prepare(
            $"""
            SELECT r.record_id FROM resource x CROSS JOIN record r
            WHERE x.resource_key = @key AND r.seq = x.seq AND r.disclosed = 1 ORDER BY r.last_updated DESC, r.seq DESC {database.Dialect.Page("@limit", "0")}
            """);
        find.Bind(find.ParameterOf("@key"), ResourceKeys.Of(type, id));
        find.Bind(find.ParameterOf("@limit"), limit);
        try
        {
            while (find.Read())
                found.Add(find.Text(0));
            return found;
        }
        finally
        {
            find.Reset();
        }
    }

    private static bool IsRegistered(SqlSession session, string recordId)
    {
        var find = session.Prepare("SELECT seq FROM record WHERE record_id = @id AND disclosed = 1");
        find.Bind(1, recordId);
        return find.ReadNumber() is not null;
    }

    private static KeptRecord? Read(SqlSession session, string recordId)
    {
        var read = session.Prepare(
            """
            SELECT r.event, r.version, r.last_updated, b.bundle FROM record r JOIN body b ON b.seq = r.seq
            WHERE r.record_id = @id AND r.disclosed = 1 AND b.bundle IS NOT NULL
            """);
        read.Bind(1, recordId);
        try
        {
            return read.Read()
                ? new KeptRecord(recordId, (VitalEvent)read.Int64(0), read.Int64(1), read.Instant(2), PackedBundle.Unpack(read.Blob(3)))
                : null;
        }
        finally
        {
            read.Reset();
        }
    }

    /// <summary>What went before the registration is not told.</summary>
    private static List<KeptVersion> ReadVersions(SqlSession session, string recordId)
    {
        var read = session.Prepare(
            """
            SELECT c.kind, c.version, c.changed_at FROM record r JOIN change c ON c.seq = r.seq
            WHERE r.record_id = @id AND r.disclosed = 1 ORDER BY c.version
            """);
        read.Bind(1, recordId);
        var versions = new List<KeptVersion>();
        try
        {
            while (read.Read())
                if (versions.Count > 0 || (ChangeKind)read.Int64(0) is not (ChangeKind.Notified or ChangeKind.Updated))
                    versions.Add(new KeptVersion(read.Int64(1), read.Instant(2)));
        }
        finally
        {
            read.Reset();
        }

        versions.Reverse();
        return versions;
    }
}
