using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest.Submissions;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Telling;

namespace Dci.CrvsApi.Events;

/// <summary>Makes of a posted event what is stored, and stores it.</summary>
internal sealed class EventDesk(IEventIntake intake, IPlaceStore places, RecordRenderer renderer, RecentRecords recent, ChangeBell bell)
{
    /// <summary>What stored a record that came over the wire; of a sandbox partner it is invented, and said so.</summary>
    public const string Posted = "posted";

    /// <inheritdoc cref="Posted"/>
    public const string Trial = "trial";

    public async ValueTask<SubmissionReading> ReadAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SubmissionReader.Read(body, await places.LoadAsync(cancellationToken));

    /// <param name="body">What was posted.</param>
    /// <param name="submitted">What was understood of it.</param>
    /// <param name="partner">Who posts it.</param>
    /// <param name="mayRegister">Whether the partner's token lets it register.</param>
    public async Task<IntakeOutcome> StoreAsync(ReadOnlyMemory<byte> body, SubmittedEvent submitted, Partner partner, bool mayRegister, CancellationToken cancellationToken)
    {
        var known = await places.LoadAsync(cancellationToken);
        var tree = submitted.NewPlaces.Count == 0 ? known : new PlaceTree([.. known.All.Where(place => submitted.NewPlaces.All(added => added.Id != place.Id)), .. submitted.NewPlaces]);
        var entry = renderer.Entry(submitted.Record, submitted.Bundle, submitted.Differs ? body : null, tree, partner.Sandbox ? Trial : Posted);
        var submission = new Submission
        {
            Entry = entry with { Announced = true },
            PartnerId = partner.Id,
            MayRegister = mayRegister,
            IsNotification = submitted.IsNotification,
            Identifier = submitted.Identifier,
            Digest = submitted.Digest,
            NewPlaces = submitted.NewPlaces,
        };
        var outcome = await intake.TakeAsync(submission, cancellationToken);
        if (outcome is not IntakeOutcome.Accepted { Kind: not null } accepted)
            return outcome;
        recent.Remember(submitted.Record, accepted.Version);
        bell.Ring();
        return outcome;
    }
}
