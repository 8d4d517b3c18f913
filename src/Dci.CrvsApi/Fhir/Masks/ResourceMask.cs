using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>A resource that is granted as it stands, without what could bring in by the way what is not.</summary>
internal sealed class ResourceMask(EventGrant grant, Func<string, bool> isDangling)
{
    /// <summary>Free text, resources within resources, other people, and what R4 does not allow without a reference that may be gone.</summary>
    private static readonly string[] Left = ["contained", "text", "contact", "link", "generalPractitioner", "managingOrganization", "relatesTo", "diagnosis", "meta"];

    private static readonly string[] Identifiers = ["identifier", "masterIdentifier", "valueIdentifier"];

    public JsonObject Masked(JsonObject resource)
    {
        var isPlace = resource.Text("resourceType") == "Location";
        var masked = new JsonObject();
        foreach (var (member, value) in resource)
            if (!Left.Contains(member) && (isPlace || !HoldsIdentifier(member)))
                masked.Put(member, value is null ? null : Copy(value));
        masked.Put("meta", (resource["meta"] as JsonObject)?.Take("versionId", "lastUpdated"));
        return masked;
    }

    private bool HoldsIdentifier(string member) => grant.HasKinds && Identifiers.Contains(member);

    /// <summary>A copy without references to what stays behind and, where kinds are limited, without identifiers; null when nothing is left.</summary>
    private JsonNode? Copy(JsonNode node) => node switch
    {
        JsonObject part => Copy(part),
        JsonArray list => Copy(list),
        _ => node.DeepClone(),
    };

    private JsonObject? Copy(JsonObject part)
    {
        if (part.Text("reference") is { } reference && isDangling(reference))
            return null;
        var copy = new JsonObject();
        foreach (var (member, value) in part)
        {
            if (HoldsIdentifier(member))
                continue;
            var copied = value is null ? null : Copy(value);
            // The entry of an Encounter's list of places, which is nothing without the place.
            if (copied is null && member == "location")
                return null;
            copy.Put(member, copied);
        }

        var isBareExtension = copy.Count == 1 && part.Count > 1 && copy.ContainsKey("url");
        return copy.Count == 0 || isBareExtension ? null : copy;
    }

    // A list whose members stand beside those of another, as given and _given do, has nulls that keep places.
    private JsonArray? Copy(JsonArray list)
    {
        var copy = new JsonArray();
        foreach (var item in list)
        {
            if (item is null)
                copy.Add(item);
            else if (Copy(item) is { } copied)
                copy.Add(copied);
        }

        return copy.Count == 0 ? null : copy;
    }
}
