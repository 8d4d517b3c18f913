using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;
using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>Stores posted events, each in one transaction with everything that belongs to it.</summary>
internal sealed class EventIntake(SqlDatabase database, RecordSave save, TimeProvider clock) : IEventIntake
{
    public Task<IntakeOutcome> TakeAsync(Submission submission, CancellationToken cancellationToken)
    {
        var row = RecordRow.Of(submission.Entry, keepBodies: true);
        return database.WriteAsync(session => Take(session, submission, row), cancellationToken);
    }

    private IntakeOutcome Take(SqlSession session, Submission submission, RecordRow row)
    {
        if (submission.Identifier is { } known && AcceptedBundle.Find(session, submission.PartnerId, known.Span) is { } before)
            return before.Digest.AsSpan().SequenceEqual(submission.Digest.Span) ? before.Answer : new IntakeOutcome.Refused(IntakeRefusal.IdentifierReused);

        var stored = StoredRecord.Find(session, row.Record.RecordId);
        var source = stored is null ? new RecordSource(null, null) : RecordSource.Of(session, stored.Seq);
        if (Refuse(session, submission, row, stored, source) is { } reason)
            return new IntakeOutcome.Refused(reason);

        if (submission.NewPlaces.Count > 0)
            PlaceWriting.Save(session, submission.NewPlaces);
        var saved = save.Run(session, row, stored);
        source.Add(session, saved.Seq, submission.PartnerId, submission.IsNotification);
        var at = saved.Change?.At ?? ChangedAt(session, saved) ?? clock.GetUtcNow();
        var answer = new IntakeOutcome.Accepted(saved.Outcome == WriteOutcome.Created, saved.Version, at, saved.Change?.Kind);
        if (submission.Identifier is { } identifier)
            AcceptedBundle.Insert(session, submission, identifier.Span, answer);
        return answer;
    }

    private static IntakeRefusal? Refuse(SqlSession session, Submission submission, RecordRow row, StoredRecord? stored, RecordSource source)
    {
        if (stored is not null)
        {
            if ((submission.IsNotification ? RefuseNotification(submission, stored, source) : RefuseRegistration(submission, source)) is { } reason)
                return reason;
            if (stored.Event != row.Record.Event)
                return IntakeRefusal.OtherEvent;
            if (IsOvertaken(stored, row))
                return IntakeRefusal.Overtaken;
        }

        return RecordSave.IsNumberTaken(session, row, stored) ? IntakeRefusal.NumberTaken : null;
    }

    /// <summary>Who only notifies must not even learn how far a record is that somebody else has brought.</summary>
    private static IntakeRefusal? RefuseNotification(Submission submission, StoredRecord stored, RecordSource source)
    {
        if (!submission.MayRegister && source.NotifiedBy != submission.PartnerId)
            return IntakeRefusal.OfAnotherPartner;
        return stored.Status == RegistrationStatus.Notified && source.RegisteredBy is null ? null : IntakeRefusal.PastNotification;
    }

    private static IntakeRefusal? RefuseRegistration(Submission submission, RecordSource source) =>
        source.RegisteredBy is { } owner && owner != submission.PartnerId ? IntakeRefusal.OfAnotherPartner : null;

    /// <summary>Bundles can pass each other on their way. One that does not say when it was made is taken as it comes.</summary>
    private static bool IsOvertaken(StoredRecord stored, RecordRow row) =>
        row.Record.LastUpdated > DateTimeOffset.UnixEpoch && row.Record.LastUpdated < stored.LastUpdated && !stored.HasBundle(row.Digest);

    private static DateTimeOffset? ChangedAt(SqlSession session, SavedRecord saved)
    {
        var find = session.Prepare("SELECT MAX(changed_at) FROM change WHERE seq = @seq AND version = @version");
        find.Bind(1, saved.Seq);
        find.Bind(2, saved.Version);
        return find.ReadNumber() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
