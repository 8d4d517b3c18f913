using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads the vital event out of a bundle: Composition, Task, people and place put together.</summary>
internal static class RecordReader
{
    private const int MaxIdLength = 64;

    /// <summary>The record, or null with the reasons added to <paramref name="faults"/>.</summary>
    public static VitalRecord? Read(BundleIndex index, List<BundleFault> faults)
    {
        var compositions = index.All<R4.Composition>().DistinctBy(index.IdOf).ToList();
        if (compositions.Count != 1)
        {
            faults.Add(new BundleFault("Bundle", compositions.Count == 0 ? "holds neither a Composition nor a place" : "holds more than one Composition; send one record in a bundle"));
            return null;
        }

        var composition = compositions[0];
        var task = TaskReader.Of(composition, index);
        var codes = EventCodes.OfDocumentType(composition.Type.CodeOf()) ?? EventCodes.OfTaskCode(task?.Current.Code.CodeOf());
        var recordId = index.IdOf(composition);
        var status = StatusOf(composition, task);
        if (recordId is null or { Length: > MaxIdLength })
            faults.Add(new BundleFault("Composition.id", $"is missing or longer than {MaxIdLength} characters"));
        if (codes is null)
            faults.Add(new BundleFault("Composition.type", "is not a kind of vital event that this register keeps"));
        if (task is null)
            faults.Add(new BundleFault("Task", "is missing, so it is not known whether the event is registered"));
        else if (status is null)
            faults.Add(new BundleFault("Task.businessStatus", "is not a known registration status"));

        var people = codes is null ? [] : PeopleReader.Read(composition, codes.Event, index);
        if (codes is not null && !people.Exists(person => PersonRoles.SubjectsOf(codes.Event).Contains(person.Role)))
            faults.Add(new BundleFault("Composition.section", "names nobody whom the event is about"));
        return faults.Count > 0 ? null : Assemble(index, composition, task!, codes!, status!.Value, people);
    }

    private static VitalRecord Assemble(
        BundleIndex index,
        R4.Composition composition,
        TaskReader task,
        EventCodes codes,
        RegistrationStatus status,
        List<RecordedPerson> people)
    {
        var encounter = EncounterOf(composition, codes, index);
        var registered = status.IsLegallyRegistered() || status == RegistrationStatus.Cancelled ? task.Registered(composition) : null;
        var record = new VitalRecord
        {
            RecordId = index.IdOf(composition)!,
            Event = codes.Event,
            Status = status,
            RegistrationNumber = task.Number(codes.NumberSystem) ?? OwnNumber(people[0], codes.NumberKind),
            TrackingId = task.Number(codes.TrackingSystem),
            RegisteredOn = registered?.Day,
            RegisteredOnIsApproximate = registered?.IsApproximate ?? false,
            Place = EventPlaceReader.Read(encounter, index),
            OfficeId = task.OfficeId(index),
            People = people,
            LastUpdated = LastUpdated(composition, task),
        };
        return Settlement.Of(record, encounter?.Period?.Start.AsDate());
    }

    /// <summary>A notification and a draft are before everything; an unknown code is nobody's to guess.</summary>
    private static RegistrationStatus? StatusOf(R4.Composition composition, TaskReader? task)
    {
        if (task?.StatusCode is { } code)
            return StatusCodes.Parse(code);
        var isNotification = composition.Type.CodeOf()?.EndsWith("-notification", StringComparison.Ordinal) == true;
        return isNotification || task?.Current.Status == R4.Task.TaskStatus.Draft ? RegistrationStatus.Notified : null;
    }

    private static R4.Encounter? EncounterOf(R4.Composition composition, EventCodes codes, BundleIndex index) =>
        PeopleReader.Section(composition, codes.EncounterSection)?.Entry.Select(index.Resolve).OfType<R4.Encounter>().FirstOrDefault()
        ?? (index.All<R4.Encounter>() is [var only] ? only : null);

    private static string? OwnNumber(RecordedPerson subject, IdentifierKind kind) =>
        subject.Identifiers.FirstOrDefault(identifier => identifier.Kind == kind)?.Value;

    private static DateTimeOffset LastUpdated(R4.Composition composition, TaskReader task)
    {
        DateTimeOffset?[] touches = [composition.Meta?.LastUpdated, task.Current.Meta?.LastUpdated, task.Current.LastModified.AsInstant()];
        return (touches.Max() ?? composition.Date.AsInstant() ?? DateTimeOffset.UnixEpoch).ToUniversalTime();
    }
}
