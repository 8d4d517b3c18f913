using Dci.CrvsApi.Registry.Ingest.Normalising;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>Whatever a record says of people and places must be in the bundle or, for places, in the register. Who worked on it may be elsewhere.</summary>
internal static class ReferenceRules
{
    private static readonly string[] Elsewhere = ["Practitioner", "PractitionerRole", "Organization", "Device", "Composition"];

    public static void Check(SubmittedBundle bundle, SubmissionFaults faults)
    {
        foreach (var node in bundle.Json.Everywhere().TakeWhile(_ => !faults.IsFull))
            if (node.Text("reference") is { } address && !address.StartsWith('#') && WhyNot(bundle, address) is { } reason)
                faults.NotFound("Bundle" + node.GetPath()[1..] + ".reference", reason);
    }

    private static string? WhyNot(SubmittedBundle bundle, string address)
    {
        var reference = new R4.ResourceReference(address);
        if (bundle.Index.Resolve(reference) is not null)
            return null;
        var path = address.Split("/_history", 2)[0];
        var type = path.Split('/') is [.., var named, _] ? named : null;
        if (type == "Location")
            return path.EndsWith("Location/0", StringComparison.Ordinal) || bundle.Places.Find(bundle.Index.IdIn(reference)) is not null ? null : "is a place that this register does not know";
        return Elsewhere.Contains(type) ? null : "refers to nothing in this bundle";
    }
}
