using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>Reads FHIR as a reader does that forgives nothing.</summary>
internal static class StrictR4
{
    private static readonly FhirJsonDeserializer Parser = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : Resource
    {
        var reader = new Utf8JsonReader(json);
        var valid = Parser.TryDeserializeResource(ref reader, out var resource, out var issues);
        Assert.That(valid, Is.True, string.Join('\n', issues.Select(issue => issue.Message)));
        Assert.That(resource, Is.InstanceOf<T>());
        return (T)resource!;
    }
}
