using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Fhir.Reading;

/// <summary>A resource ready to be served: addressed, versioned, and as its reader may see it.</summary>
internal sealed record ShownResource(string Type, string Id, JsonObject Json)
{
    public string Reference => $"{Type}/{Id}";
}
