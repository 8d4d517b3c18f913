using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Fhir;

/// <summary>Writes addresses on this server, and the entries of bundles that have them.</summary>
internal sealed class FhirLinks(IOptions<ServerIdentity> identity)
{
    public string Base { get; } = identity.Value.PublicBaseUrl.ToString().TrimEnd('/') + FhirPaths.Root;

    public string Of(string path) => $"{Base}/{path}";

    /// <param name="type">What is searched.</param>
    /// <param name="arguments">Decoded.</param>
    public string OfSearch(string type, IEnumerable<(string Name, string Value)> arguments)
    {
        var link = new StringBuilder(Of(type));
        var mark = '?';
        foreach (var (name, value) in arguments)
        {
            link.Append(mark).Append(Uri.EscapeDataString(name).Replace("%3A", ":", StringComparison.Ordinal)).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return link.ToString();
    }

    public JsonObject SearchEntry(ShownResource resource, string mode) => new()
    {
        ["fullUrl"] = Of(resource.Reference),
        ["resource"] = resource.Json.DeepClone(),
        ["search"] = new JsonObject { ["mode"] = mode },
    };

    /// <summary>A version; one that is not the latest has no content any more.</summary>
    public JsonObject VersionEntry(ShownResource resource, long version, DateTimeOffset? at, bool isLatest)
    {
        var entry = new JsonObject { ["fullUrl"] = Of(resource.Reference) };
        if (isLatest)
            entry["resource"] = resource.Json.DeepClone();
        entry["request"] = new JsonObject { ["method"] = "PUT", ["url"] = resource.Reference };
        var response = new JsonObject { ["status"] = "200", ["etag"] = string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"") };
        if (at is { } instant)
            response["lastModified"] = InstantText.Write(instant);
        entry["response"] = response;
        return entry;
    }
}
