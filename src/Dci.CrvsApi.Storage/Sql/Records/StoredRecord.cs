using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>What is stored under a record's id, as far as a newcomer is compared with it.</summary>
internal sealed record StoredRecord(long Seq, VitalEvent Event, RegistrationStatus Status, bool Disclosed, long Version, DateTimeOffset LastUpdated, byte[] Digest, long MappingVersion, byte[] Person)
{
    public static StoredRecord? Find(SqlSession session, string recordId)
    {
        var find = session.Prepare(
            """
            SELECT r.seq, r.event, r.status, r.disclosed, r.version, r.last_updated, b.digest, b.mapping_version, b.person
            FROM record r JOIN body b ON b.seq = r.seq WHERE r.record_id = @id
            """);
        find.Bind(1, recordId);
        try
        {
            return find.Read()
                ? new StoredRecord(
                    find.Int64(0), (VitalEvent)find.Int64(1), (RegistrationStatus)find.Int64(2), find.Int64(3) != 0, find.Int64(4), find.Instant(5), find.Blob(6), find.Int64(7), find.Blob(8))
                : null;
        }
        finally
        {
            find.Reset();
        }
    }

    public bool HasBundle(byte[] digest) => Digest.AsSpan().SequenceEqual(digest);

    /// <summary>The same bundle, and rendered the same: nothing to do.</summary>
    public bool IsSame(RecordRow row) =>
        HasBundle(row.Digest) && MappingVersion == row.Entry.MappingVersion && Person.AsSpan().SequenceEqual(row.Person.Span);
}
