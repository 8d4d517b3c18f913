using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Ingest.Normalising;
using Dci.CrvsApi.Registry.Ingest.Reading;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest;

/// <summary>
/// The door through which records come in: OpenCRVS's bundles and R4 ones, whatever is in the bytes. It answers with
/// what it understood or with the faults it found, and throws for neither.
/// </summary>
public static class BundleReader
{
    public static BundleReading Read(ReadOnlyMemory<byte> json)
    {
        var (bundle, fault) = BundleJson.Parse(json.Span);
        if (bundle is null)
            return Refused(fault!);
        if (bundle.Text("resourceType") != "Bundle")
            return Refused(new BundleFault("Bundle", "is not a FHIR Bundle"));

        var (normalised, differs) = Normalise(bundle, json);
        var (parsed, faults) = StrictFhir.Parse(normalised.Span);
        return parsed is null ? new BundleReading.Refused(faults) : Understand(parsed, normalised, differs);
    }

    /// <summary>Turns the bundle into R4, and gives its bytes: those received when nothing had to be changed.</summary>
    internal static (ReadOnlyMemory<byte> Json, bool Differs) Normalise(JsonObject bundle, ReadOnlyMemory<byte> json)
    {
        var received = bundle.DeepClone();
        BundleNormaliser.Normalise(bundle);
        return JsonNode.DeepEquals(received, bundle) ? (WithoutMark(json), false) : (Write(bundle), true);
    }

    private static BundleReading Understand(R4.Bundle bundle, ReadOnlyMemory<byte> normalised, bool differs)
    {
        var index = new BundleIndex(bundle);
        var places = LocationReader.PlacesOf(index);
        if (index.All<R4.Composition>().Count == 0 && places.Count > 0)
            return new BundleReading.Accepted(new IncomingBundle(null, places, normalised, differs));

        var faults = new List<BundleFault>();
        var record = RecordReader.Read(index, faults);
        return record is null
            ? new BundleReading.Refused(faults)
            : new BundleReading.Accepted(new IncomingBundle(record, places, normalised, differs));
    }

    internal static ReadOnlyMemory<byte> Write(JsonObject bundle)
    {
        var buffer = new ArrayBufferWriter<byte>(16384);
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
            bundle.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static BundleReading.Refused Refused(BundleFault fault) => new([fault]);
}
