using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>What an event must say to be notified or registered.</summary>
internal static class RecordRules
{
    public static void Check(SubmittedBundle bundle, VitalRecord record, bool isNotification, SubmissionFaults faults)
    {
        if (record.Status.IsLegallyRegistered() && Normalised.Identifier(record.RegistrationNumber) is null)
            faults.Required("Task.identifier", "has no registration number, which a registered event has");
        if (isNotification && !Locates(bundle))
            faults.Required("Encounter.location", "is missing, so it is not known where the event happened");
    }

    private static bool Locates(SubmittedBundle bundle) =>
        bundle.Parsed.Entry.Select(entry => entry.Resource).OfType<R4.Encounter>().Any(encounter => encounter.Location.Exists(place => place.Location?.Reference is not null));
}
