using System.Globalization;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir.Masks;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Resources;

namespace Dci.CrvsApi.Fhir.Reading;

/// <summary>
/// A record as the resources that one partner may see of it. They are all of the record's version, and refer to each other by
/// type and id, whatever the bundle called them when it came.
/// </summary>
internal sealed class RecordView
{
    private readonly RecordNodes _nodes;
    private readonly Dictionary<string, ShownResource> _byReference = new(StringComparer.Ordinal);
    private readonly bool _showsLastUpdated;

    public RecordView(KeptRecord record, BundleMask mask)
    {
        Record = record;
        _showsLastUpdated = mask.ShowsLastUpdated(record.Event);
        _nodes = new RecordNodes(mask.Apply(FhirNodes.Read(record.Bundle.Span), record.Event));
        var task = _nodes.Task();
        foreach (var resource in _nodes.Resources())
            if (RecordNodes.TypeOf(resource) != "Task" || ReferenceEquals(resource, task))
                Add(resource);
    }

    public KeptRecord Record { get; }

    public IReadOnlyCollection<ShownResource> Resources => _byReference.Values;

    /// <summary>Null when the partner may not be told.</summary>
    public DateTimeOffset? LastUpdated => _showsLastUpdated ? Record.LastUpdated : null;

    public string ETag => string.Create(CultureInfo.InvariantCulture, $"W/\"{Record.Version}\"");

    public ShownResource? Find(string type, string id) => Find($"{type}/{id}");

    public ShownResource? Find(string reference) => _byReference.GetValueOrDefault(reference);

    public IEnumerable<ShownResource> Of(string type) => Resources.Where(resource => resource.Type == type);

    /// <summary>Who the record is about.</summary>
    public IReadOnlyList<ShownResource> Subjects()
    {
        var codes = PersonRoles.SubjectsOf(Record.Event).Select(RoleSections.CodeOf).ToList();
        return
        [
            .. Of("Composition").SelectMany(composition => composition.Json.Objects("section"))
                .Where(section => codes.Contains(FhirNodes.CodeOf(section["code"]) ?? ""))
                .SelectMany(section => section.References("entry"))
                .Select(Find).OfType<ShownResource>().Where(resource => resource.Type == "Patient").Distinct(),
        ];
    }

    private void Add(JsonObject resource)
    {
        var type = RecordNodes.TypeOf(resource);
        if (!FhirTypes.All.Contains(type) || RecordNodes.IdOf(resource) is not { } id || !FhirTypes.Id.IsMatch(id))
            return;
        var json = new JsonObject { ["resourceType"] = type, ["id"] = id, ["meta"] = Meta(resource) };
        foreach (var (member, value) in resource)
            if (!json.ContainsKey(member))
                json.Put(member, value?.DeepClone());
        Address(json);
        _byReference.TryAdd($"{type}/{id}", new ShownResource(type, id, json));
    }

    private JsonObject Meta(JsonObject resource)
    {
        var meta = (resource["meta"] as JsonObject)?.Take("profile", "security", "tag") ?? [];
        meta["versionId"] = Record.Version.ToString(CultureInfo.InvariantCulture);
        if (LastUpdated is { } instant)
            meta["lastUpdated"] = InstantText.Write(instant);
        return meta;
    }

    /// <summary>Writes every reference to a resource of the record as type and id, and one to another of its kind without the address it had elsewhere.</summary>
    private void Address(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var item in list)
                Address(item);
        if (node is not JsonObject part)
            return;
        foreach (var (member, value) in part.ToList())
        {
            if (member == "reference" && part.Text(member) is { } reference && Relative(reference) is { } relative && relative != reference)
                part[member] = relative;
            else if (value is JsonObject or JsonArray)
                Address(value);
        }
    }

    private string? Relative(string reference)
    {
        if (_nodes.Resolve(reference) is { } resource && RecordNodes.IdOf(resource) is { } id)
            return $"{RecordNodes.TypeOf(resource)}/{id}";
        return reference.StartsWith(FhirUrls.Base, StringComparison.Ordinal) ? reference[FhirUrls.Base.Length..] : null;
    }
}
