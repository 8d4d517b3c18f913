using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>The resources of a bundle, found by whatever way a reference names them.</summary>
internal sealed class BundleIndex
{
    private const string Uuid = "urn:uuid:";

    private readonly List<R4.Resource> _all = [];
    private readonly Dictionary<string, R4.Resource> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<R4.Resource, string> _ids = new(ReferenceEqualityComparer.Instance);

    public BundleIndex(R4.Bundle bundle)
    {
        LastUpdated = bundle.Meta?.LastUpdated;
        foreach (var entry in bundle.Entry)
            if (entry.Resource is { } resource)
                Add(resource, entry.FullUrl);
    }

    public DateTimeOffset? LastUpdated { get; }

    public IReadOnlyList<T> All<T>()
        where T : R4.Resource =>
        [.. _all.OfType<T>()];

    /// <summary>The resource's id; an unsaved one is known by the UUID of its address. Null when it has neither.</summary>
    public string? IdOf(R4.Resource resource) => _ids.GetValueOrDefault(resource);

    public R4.Resource? Resolve(R4.ResourceReference? reference)
    {
        if (reference?.Reference is not { Length: > 0 } address)
            return null;
        return _byAddress.GetValueOrDefault(address) ?? (Segments(address) is var (type, id) ? _byAddress.GetValueOrDefault($"{type}/{id}") : null);
    }

    /// <summary>The id that a reference names, whether or not the bundle has the resource; null for none and for OpenCRVS's root 0.</summary>
    public string? IdIn(R4.ResourceReference? reference)
    {
        if (reference?.Reference is not { Length: > 0 } address)
            return null;
        if (Resolve(reference) is { } resource)
            return IdOf(resource);
        var id = Segments(address)?.Id ?? (address.StartsWith(Uuid, StringComparison.Ordinal) ? address[Uuid.Length..] : null);
        return id is null or "0" or { Length: > 64 } ? null : id;
    }

    private void Add(R4.Resource resource, string? fullUrl)
    {
        _all.Add(resource);
        var id = resource.Id ?? (fullUrl?.StartsWith(Uuid, StringComparison.Ordinal) == true ? fullUrl[Uuid.Length..] : null);
        if (id is not null)
        {
            _ids[resource] = id;
            _byAddress.TryAdd($"{resource.TypeName}/{id}", resource);
        }

        if (fullUrl is not null)
            _byAddress.TryAdd(fullUrl, resource);
    }

    /// <summary>Type and id at the end of a reference, its version left out.</summary>
    private static (string Type, string Id)? Segments(string address)
    {
        var version = address.IndexOf("/_history", StringComparison.Ordinal);
        var parts = (version < 0 ? address : address[..version]).Split('/');
        return parts.Length < 2 ? null : (parts[^2], parts[^1]);
    }
}
