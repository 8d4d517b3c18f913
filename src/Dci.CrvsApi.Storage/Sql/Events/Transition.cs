using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>Tells from what is stored and what comes in its place what has happened. Asked before anything is changed.</summary>
internal static class Transition
{
    public static ChangeKind Of(SqlSession session, StoredRecord? stored, RecordRow row)
    {
        if (!row.Disclosed)
            return stored is { Disclosed: true } ? ChangeKind.Cancelled : row.Record.Status == RegistrationStatus.Notified ? ChangeKind.Notified : ChangeKind.Updated;
        if (stored is null)
            return ChangeKind.Registered;
        if (!stored.Disclosed)
            return stored.Status == RegistrationStatus.Cancelled || Withdrawal.IsNoted(session, stored.Seq) ? ChangeKind.Reinstated : ChangeKind.Registered;

        var quiet = OnTheWay(stored.Status, row.Record.Status);
        return quiet is { } kind && SaysTheSame(session, stored, row) ? kind : ChangeKind.Corrected;
    }

    /// <summary>What a step from one registered status to another means when nothing else has changed; null when it means nothing by itself.</summary>
    private static ChangeKind? OnTheWay(RegistrationStatus from, RegistrationStatus to) => to switch
    {
        _ when from == to => null,
        RegistrationStatus.Certified or RegistrationStatus.Issued => ChangeKind.Certified,
        RegistrationStatus.CorrectionRequested => ChangeKind.Updated,
        _ => null,
    };

    private static bool SaysTheSame(SqlSession session, StoredRecord stored, RecordRow row)
    {
        if (!stored.Person.AsSpan().SequenceEqual(row.Person.Span))
            return false;
        var others = OtherPersons(session, stored.Seq);
        return others.Count == Math.Max(0, row.Renditions.Count - 1)
            && row.Renditions.Skip(1).All(rendition => others.Exists(other => other.AsSpan().SequenceEqual(rendition.Person.Span)));
    }

    private static List<byte[]> OtherPersons(SqlSession session, long seq)
    {
        var find = session.Prepare("SELECT person FROM rendition WHERE seq = @seq");
        find.Bind(1, seq);
        try
        {
            var persons = new List<byte[]>();
            while (find.Read())
                persons.Add(find.Blob(0));
            return persons;
        }
        finally
        {
            find.Reset();
        }
    }
}
