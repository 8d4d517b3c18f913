using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>One way in which OpenCRVS's bundles differ from R4, and how it is put right. A rule leaves R4 as it is.</summary>
/// <param name="Name">What it does, for tests and documents.</param>
/// <param name="ResourceType">The resource it looks at, null for any.</param>
/// <param name="Apply">Puts one resource right; the bundle is there for what stands elsewhere.</param>
internal sealed record NormalisingRule(string Name, string? ResourceType, Action<JsonObject, JsonObject> Apply)
{
    public NormalisingRule(string name, string? resourceType, Action<JsonObject> apply)
        : this(name, resourceType, (resource, _) => apply(resource))
    {
    }
}
