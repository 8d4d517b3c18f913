using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>
/// Turns a bundle as OpenCRVS writes it (STU3 in flavour, v1.2 to v1.8) into R4, as JSON, before any FHIR parser sees it.
/// The rules are applied in order: shapes first, then what is empty goes, then what R4 requires is filled in.
/// </summary>
internal static class BundleNormaliser
{
    public static IReadOnlyList<NormalisingRule> Rules { get; } =
    [
        .. DataTypeRules.All,
        .. PersonRules.All,
        .. LocationRules.All,
        .. DocumentRules.All,
        .. EventRules.All,
        new("nothing empty stays", null, EmptyElements.Remove),
        .. RequiredRules.All,
    ];

    public static void Normalise(JsonObject bundle)
    {
        BundleRules.Apply(bundle);
        foreach (var resource in Resources(bundle))
        {
            var type = resource.Text("resourceType");
            foreach (var rule in Rules)
                if (rule.ResourceType is null || rule.ResourceType == type)
                    rule.Apply(resource, bundle);
        }

        EmptyElements.Remove(bundle);
    }

    public static IEnumerable<JsonObject> Resources(JsonObject bundle) =>
        bundle.Objects("entry").Select(entry => entry["resource"]).OfType<JsonObject>();
}
