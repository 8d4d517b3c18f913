using System.Text.Json;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Hl7.Fhir.Validation;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>The FHIR R4 parser, at its strictest. Its messages quote values, so only their codes and paths go on.</summary>
internal static class StrictFhir
{
    private const int MaxFaults = 20;

    private static readonly BundleFault NotFhir = new("Bundle", "is not valid FHIR R4");

    private static readonly FhirJsonDeserializer Parser = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    /// <summary>The bundle, or the faults that make it no R4 bundle.</summary>
    public static (R4.Bundle? Bundle, IReadOnlyList<BundleFault> Faults) Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
            var valid = Parser.TryDeserializeResource(ref reader, out var resource, out var issues);
            if (valid && resource is R4.Bundle bundle)
                return (bundle, []);
            var faults = issues.Take(MaxFaults).Select(Fault).ToList();
            return (null, faults.Count > 0 ? faults : [NotFhir]);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // On some shapes, such as an object where a text belongs, the parser itself loses its way and throws.
            return (null, [NotFhir]);
        }
    }

    private static BundleFault Fault(CodedException issue) => new(PathOf(issue), $"{ReasonOf(issue.ErrorCode)} ({issue.ErrorCode})");

    private static string PathOf(CodedException issue)
    {
        var path = issue switch
        {
            CodedValidationException validation => validation.InstancePath,
            FhirJsonException json => json.InstancePath,
            _ => null,
        };
        return path is { Length: > 0 and <= 200 } ? path : "Bundle";
    }

    private static string ReasonOf(string code) => code switch
    {
        "PVAL105" => "is required by R4",
        "PVAL116" => "is not a code that R4 allows here",
        "PVAL123" or "PVAL124" => "is not a value of the type that R4 has here",
        "PVAL127" => "is a list where R4 has a single value",
        "PVAL128" => "is unknown to R4",
        "PVAL130" or "JSON103" => "is not a resource of R4",
        "JSON109" or "JSON120" or "PVAL129" => "is empty",
        _ => "is not valid FHIR R4",
    };
}
