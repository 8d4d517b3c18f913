using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Normalising;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>How a bundle with an event is built: what stands in it, in which order, and under which addresses.</summary>
internal static class EnvelopeRules
{
    private static readonly string[] OfNotification = ["Composition", "Task", "Patient", "RelatedPerson", "Encounter", "Observation", "QuestionnaireResponse"];

    private static readonly string[] OfRegistration =
        [.. OfNotification, "TaskHistory", "Location", "DocumentReference", "Practitioner", "PractitionerRole", "PaymentReconciliation"];

    /// <summary>By its type and as long as its Task says nothing of declaration or registration: a registered record keeps the type it came with.</summary>
    public static bool IsNotification(JsonObject bundle)
    {
        var resources = BundleNormaliser.Resources(bundle).ToList();
        var composition = resources.Find(resource => resource.Text("resourceType") == "Composition");
        var task = resources.Find(resource => resource.Text("resourceType") == "Task");
        return CodeOf(composition?["type"])?.EndsWith("-notification", StringComparison.Ordinal) == true
            && (CodeOf(task?["businessStatus"]) is not { } status || StatusCodes.Parse(status) == RegistrationStatus.Notified);
    }

    public static void Check(JsonObject bundle, bool isNotification, SubmissionFaults faults)
    {
        if (bundle.Text("type") != "document")
            faults.Structure("Bundle.type", "is neither document, which a bundle with a vital event is, nor transaction or batch");
        if (bundle["entry"] is not JsonArray { Count: > 0 } entries)
        {
            faults.Structure("Bundle.entry", "is empty");
            return;
        }

        if (isNotification && (bundle["meta"] as JsonObject)?["lastUpdated"].AsText() is null && bundle.Text("timestamp") is null)
            faults.Structure("Bundle.meta.lastUpdated", "is missing");
        CheckOrder(entries, faults);
        CheckEntries(entries, isNotification, faults);
    }

    private static void CheckOrder(JsonArray entries, SubmissionFaults faults)
    {
        if (TypeOf(entries[0]) != "Composition")
            faults.Structure("Bundle.entry[0].resource", "is not the Composition, which comes first");
        var isReadOut = (entries[0] as JsonObject)?.Text("fullUrl")?.Contains("/_history/", StringComparison.Ordinal) == true;
        if (!isReadOut && (entries.Count < 2 || TypeOf(entries[1]) != "Task"))
            faults.Structure("Bundle.entry[1].resource", "is not the Task, which comes second");
    }

    private static void CheckEntries(JsonArray entries, bool isNotification, SubmissionFaults faults)
    {
        var allowed = isNotification ? OfNotification : OfRegistration;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < entries.Count; i++)
        {
            var path = $"Bundle.entry[{i}]";
            if (entries[i] is not JsonObject entry || entry["resource"] is not JsonObject resource)
            {
                faults.Structure(path + ".resource", "is missing");
                continue;
            }

            if (!allowed.Contains(resource.Text("resourceType")))
                faults.Structure(path + ".resource", isNotification ? "is of a type that a notification may not hold" : "is of a type that a vital event may not hold");
            if (isNotification && i > 1 && resource.Text("resourceType") is "Composition" or "Task")
                faults.Structure(path + ".resource", "is a second one of its type, which a notification does not have");
            if (Address(entry, resource, isNotification) is not { } address)
                faults.Structure(path + ".fullUrl", "is missing, so nothing can refer to the resource");
            else if (!seen.Add(address))
                faults.Structure(path + ".fullUrl", "is there twice");
        }
    }

    private static string? Address(JsonObject entry, JsonObject resource, bool isNotification) =>
        entry.Text("fullUrl") is { Length: > 0 } url ? url
        : !isNotification && resource.Text("id") is { Length: > 0 } id ? $"{resource.Text("resourceType")}/{id}"
        : null;

    private static string? TypeOf(JsonNode? entry) => (entry as JsonObject)?["resource"] is JsonObject resource ? resource.Text("resourceType") : null;

    private static string? CodeOf(JsonNode? concept) =>
        (concept as JsonObject)?.Objects("coding").Select(coding => coding.Text("code")).FirstOrDefault(code => !string.IsNullOrEmpty(code));
}
