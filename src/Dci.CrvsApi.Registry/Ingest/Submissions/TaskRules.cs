using Dci.CrvsApi.Registry.Ingest.Reading;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>What the Task must say of the Composition it is about.</summary>
internal static class TaskRules
{
    public static void Check(SubmittedBundle bundle, bool isNotification, SubmissionFaults faults)
    {
        if (bundle.Composition is not { } composition || TaskReader.Of(composition, bundle.Index)?.Current is not { } task)
            return;
        var path = bundle.PathOf(task);
        if (!ReferenceEquals(bundle.Index.Resolve(task.Focus), composition))
            faults.Rule(path + ".focus", "does not refer to the Composition");
        if (EventCodes.OfDocumentType(composition.Type.CodeOf()) is { } codes && EventCodes.OfTaskCode(task.Code.CodeOf()) is { } told && codes != told)
            faults.Rule(path + ".code", "tells of another vital event than the Composition");
        if (isNotification)
            CheckNotification(bundle, task, path, faults);
    }

    private static void CheckNotification(SubmittedBundle bundle, R4.Task task, string path, SubmissionFaults faults)
    {
        if (task.BusinessStatus.CodeOf() is null && task.Status != R4.Task.TaskStatus.Draft)
            faults.Rule(path + ".status", "is not draft, which the Task of a notification is");
        var office = bundle.Index.IdIn(task.Extension.ValueOf(FhirUrls.Office) as R4.ResourceReference);
        if (office is null)
            faults.Required(path + ".extension", "has no regLastOffice, so it is not known which office is to act on it");
        else if (bundle.Places.Find(office) is { Kind: not Places.PlaceKind.Office })
            faults.Rule(path + ".extension", "names as regLastOffice a place that is no registration office");
    }
}
