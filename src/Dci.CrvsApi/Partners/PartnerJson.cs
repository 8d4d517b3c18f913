using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Partners;

/// <summary>How registrations are read and written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = false)]
[JsonSerializable(typeof(PartnerRegistration))]
internal sealed partial class PartnerJson : JsonSerializerContext
{
    public static string Write(PartnerRegistration registration) => JsonSerializer.Serialize(registration, Default.PartnerRegistration);
}
