using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong around the resources: how entries are addressed, what they are called, and who signed.</summary>
internal static class BundleRules
{
    private const string Uuid = "urn:uuid:";

    public static void Apply(JsonObject bundle)
    {
        InstantsAreWhole(bundle);
        foreach (var entry in bundle.Objects("entry"))
        {
            AddressIsAbsolute(entry);
            if (entry["resource"] is JsonObject resource)
                VersionIsTask(resource);
        }

        SignatureIsWhole(bundle);

        foreach (var part in bundle.Everywhere().ToArray())
            ReferenceIsLowerCase(part);
    }

    /// <summary><c>/fhir/Patient/1/_history/2</c> → an absolute address without the version.</summary>
    internal static void AddressIsAbsolute(JsonObject entry)
    {
        if (entry.Text("fullUrl") is not { Length: > 0 } url)
            return;
        if (url.StartsWith(Uuid, StringComparison.OrdinalIgnoreCase))
        {
            Replace(entry, "fullUrl", url, url.ToLowerInvariant());
            return;
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile)
            return;
        var path = url.TrimStart('/');
        if (path.StartsWith("fhir/", StringComparison.Ordinal))
            path = path["fhir/".Length..];
        var version = path.IndexOf("/_history", StringComparison.Ordinal);
        entry["fullUrl"] = FhirUrls.Base + (version < 0 ? path : path[..version]);
    }

    /// <summary>OpenCRVS appends the earlier versions of a Task, and calls them TaskHistory.</summary>
    private static void VersionIsTask(JsonObject resource)
    {
        if (resource.Text("resourceType") == "TaskHistory")
            resource["resourceType"] = "Task";
    }

    /// <summary>Old bundles say by a signature that somebody looked at them; R4 wants to know who.</summary>
    private static void SignatureIsWhole(JsonObject bundle)
    {
        if (bundle["signature"] is JsonObject signature && !signature.ContainsKey("who"))
            bundle.Remove("signature");
    }

    /// <summary>R4 writes UUIDs in lower case.</summary>
    private static void ReferenceIsLowerCase(JsonObject part)
    {
        if (part.Text("reference") is { } reference && reference.StartsWith(Uuid, StringComparison.OrdinalIgnoreCase))
            Replace(part, "reference", reference, reference.ToLowerInvariant());
    }

    /// <summary>meta.lastUpdated is an instant; a bare day becomes its first one.</summary>
    private static void InstantsAreWhole(JsonObject bundle)
    {
        foreach (var meta in bundle.EverywhereNamed("meta"))
            if (meta.Text("lastUpdated") is { Length: 10 } day)
                meta["lastUpdated"] = day + "T00:00:00Z";
    }

    private static void Replace(JsonObject node, string member, string old, string changed)
    {
        if (old != changed)
            node[member] = changed;
    }
}
