using System.Text.Json.Nodes;
using Dci.CrvsApi.Fhir.Masks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Fhir;

/// <summary>
/// What one partner may see of the FHIR bundle of a record, worked out once. Who sees all of it gets the stored bytes; for
/// any other a bundle is made of what was granted, and what belongs to nothing that was granted stays behind.
/// </summary>
internal sealed class BundleMask
{
    private readonly Dictionary<VitalEvent, EventGrant> _events;

    private BundleMask(AccessGrant access) =>
        _events = Enum.GetValues<VitalEvent>().ToDictionary(vitalEvent => vitalEvent, vitalEvent => new EventGrant(access, vitalEvent));

    public static BundleMask Compile(Partner partner) => new(partner.Access);

    public static BundleMask Compile(AccessGrant access) => new(access);

    /// <summary>Whether records of the event are shown as they are stored.</summary>
    public bool IsWhole(VitalEvent vitalEvent) => _events[vitalEvent].IsWhole;

    /// <summary>Whether it may be told when records of the event were last changed.</summary>
    public bool ShowsLastUpdated(VitalEvent vitalEvent) => _events[vitalEvent].ShowsLastUpdated;

    /// <summary>The bundle as the partner may see it.</summary>
    /// <param name="bundle">A normalised R4 bundle with one record (UTF-8 JSON).</param>
    /// <param name="vitalEvent">What it tells of.</param>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> bundle, VitalEvent vitalEvent) =>
        IsWhole(vitalEvent) ? bundle : FhirNodes.Write(Apply(FhirNodes.Read(bundle.Span), vitalEvent));

    /// <summary>The same on a bundle that is already read; what comes back may share parts with it.</summary>
    public JsonObject Apply(JsonObject bundle, VitalEvent vitalEvent) =>
        IsWhole(vitalEvent) ? bundle : new RecordMask(_events[vitalEvent], new RecordNodes(bundle)).Masked();
}
