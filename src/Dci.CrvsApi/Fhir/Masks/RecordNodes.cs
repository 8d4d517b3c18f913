using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>The resources of a bundle with one record, found by whatever way a reference names them.</summary>
internal sealed class RecordNodes
{
    private const string Uuid = "urn:uuid:";

    private readonly Dictionary<string, JsonObject> _byAddress = new(StringComparer.Ordinal);

    public RecordNodes(JsonObject bundle)
    {
        Bundle = bundle;
        foreach (var entry in bundle.Objects("entry"))
            if (entry["resource"] is JsonObject resource)
                Add(resource, entry.Text("fullUrl"));
    }

    public JsonObject Bundle { get; }

    public JsonObject? Composition => Of("Composition").FirstOrDefault();

    public static string TypeOf(JsonObject resource) => resource.Text("resourceType") ?? "";

    /// <summary>The resource's id; an unsaved one is known by the UUID of its address. Null when it has neither.</summary>
    public static string? IdOf(JsonObject resource) => resource.Text("id") ?? IdIn((resource.Parent as JsonObject)?.Text("fullUrl"));

    public IEnumerable<JsonObject> Of(string type) => Resources().Where(resource => TypeOf(resource) == type);

    public IEnumerable<JsonObject> Resources() => Bundle.Objects("entry").Select(entry => entry["resource"]).OfType<JsonObject>();

    public JsonObject? Resolve(string? reference)
    {
        if (reference is null)
            return null;
        return _byAddress.GetValueOrDefault(reference) ?? (Segments(reference) is var (type, id) ? _byAddress.GetValueOrDefault($"{type}/{id}") : null);
    }

    public IEnumerable<JsonObject> Resolve(JsonObject node, string member) => node.References(member).Select(Resolve).OfType<JsonObject>();

    /// <summary>The Task as it stands; a bundle may hold its earlier versions beside it.</summary>
    public JsonObject? Task() => Versions().LastOrDefault();

    /// <summary>The day of registration: told outright, or the day on which a version of the Task was first registered, or that of the Composition.</summary>
    public string? Registered()
    {
        var versions = Versions().ToList();
        if (versions.LastOrDefault()?.Objects("extension").FirstOrDefault(extension => extension.Text("url") == FhirUrls.RegistrationDate) is { } told)
            return told.Text("valueDate");
        var registered = versions.Find(task => FhirNodes.CodeOf(task["businessStatus"]) == "REGISTERED")?.Text("lastModified") ?? Composition?.Text("date");
        return registered is { Length: >= 10 } ? registered[..10] : null;
    }

    private IOrderedEnumerable<JsonObject> Versions() => Of("Task").OrderBy(task => FhirInstants.Read(task.Text("lastModified")) ?? DateTimeOffset.MinValue);

    private void Add(JsonObject resource, string? fullUrl)
    {
        if (IdOf(resource) is { } id)
            _byAddress.TryAdd($"{TypeOf(resource)}/{id}", resource);
        if (fullUrl is not null)
            _byAddress.TryAdd(fullUrl, resource);
    }

    private static string? IdIn(string? fullUrl) =>
        fullUrl is null ? null
        : fullUrl.StartsWith(Uuid, StringComparison.Ordinal) ? fullUrl[Uuid.Length..]
        : Segments(fullUrl)?.Id;

    /// <summary>Type and id at the end of a reference, its version left out.</summary>
    private static (string Type, string Id)? Segments(string address)
    {
        var version = address.IndexOf("/_history", StringComparison.Ordinal);
        var parts = (version < 0 ? address : address[..version]).Split('/');
        return parts.Length < 2 ? null : (parts[^2], parts[^1]);
    }
}
