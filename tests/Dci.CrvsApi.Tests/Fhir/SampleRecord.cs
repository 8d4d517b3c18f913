using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Tests.Events;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>A record of samples/data as it is stored, and what masks make of it.</summary>
internal sealed class SampleRecord
{
    public static string[] Names { get; } =
    [
        "opencrvs-1.6-birth.json", "opencrvs-1.6-death.json", "opencrvs-1.6-marriage.json", "opencrvs-1.8-birth.json", "opencrvs-1.8-marriage.json",
        "r4-birth-names-in-three-scripts.json",
    ];

    private SampleRecord(IncomingBundle bundle) => (Bundle, Event) = (bundle.Normalised, bundle.Record!.Event);

    public ReadOnlyMemory<byte> Bundle { get; }

    public VitalEvent Event { get; }

    public string Person => PersonOf(Bundle);

    public static SampleRecord Of(string name) => new(Read(Encoding.UTF8.GetBytes(Clerk.Sample(name))));

    public static SampleRecord Of(string name, Func<string, string> change) => new(Read(Encoding.UTF8.GetBytes(change(Clerk.Sample(name)))));

    /// <summary>The canonical DCI person that a bundle tells of.</summary>
    public static string PersonOf(ReadOnlyMemory<byte> bundle) =>
        Encoding.UTF8.GetString(new RecordRenderer(PersonMapping.Default).Renditions(Read(bundle).Record!, PlaceTree.Empty)[0].Person.Span);

    public string Masked(AccessGrant access) => Encoding.UTF8.GetString(BundleMask.Compile(access).Apply(Bundle, Event).Span);

    /// <summary>The resources that a strict reader finds in the masked bundle.</summary>
    public IReadOnlyList<Resource> Read(AccessGrant access) =>
        [.. StrictR4.Read<Bundle>(BundleMask.Compile(access).Apply(Bundle, Event).Span).Entry.Select(entry => entry.Resource!)];

    /// <summary>The person that the masked bundle tells of. A reader of records wants a status, and a name for who is not to be taken for a Patient.</summary>
    public string MaskedPerson(AccessGrant access)
    {
        var masked = JsonNode.Parse(Masked(access))!;
        foreach (var resource in masked["entry"]!.AsArray().Select(entry => entry!["resource"]!.AsObject()))
        {
            if ((string?)resource["resourceType"] == "Task")
                resource["businessStatus"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "REGISTERED" }) };
            if ((string?)resource["resourceType"] == "RelatedPerson")
                resource.TryAdd("name", new JsonArray(new JsonObject { ["text"] = "Unnamed" }));
        }

        return PersonOf(Encoding.UTF8.GetBytes(masked.ToJsonString()));
    }

    private static IncomingBundle Read(ReadOnlyMemory<byte> json)
    {
        var reading = BundleReader.Read(json);
        Assert.That(reading, Is.InstanceOf<BundleReading.Accepted>(), () => string.Join('\n', ((BundleReading.Refused)reading).Faults));
        return ((BundleReading.Accepted)reading).Bundle;
    }
}
