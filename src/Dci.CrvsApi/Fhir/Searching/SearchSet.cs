using System.Globalization;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Fhir.Reading;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>The bundle that answers a search.</summary>
internal sealed class SearchSet(FhirLinks links, string type)
{
    private readonly JsonArray _entries = [];
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);

    public void AddMatch(ShownResource resource) => _entries.Add(links.SearchEntry(resource, "match"));

    /// <summary>Each once, whoever brings it along.</summary>
    public void AddIncluded(ShownResource resource)
    {
        if (_included.Add(resource.Reference))
            _entries.Add(links.SearchEntry(resource, "include"));
    }

    /// <summary>Says which parameters were passed over.</summary>
    public void AddPassedOver(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;
        var outcome = FhirNodes.Of(Outcomes.One(IssueCode.NotSupported, $"Passed over, since there are no such parameters: {string.Join(", ", names)}."));
        outcome["issue"]![0]!["severity"] = "warning";
        _entries.Add(new JsonObject { ["resource"] = outcome, ["search"] = new JsonObject { ["mode"] = "outcome" } });
    }

    /// <param name="arguments">What was searched, as it is repeated in links.</param>
    /// <param name="page">The number and size of this page.</param>
    /// <param name="total">How many match, null when that is not known or not wanted.</param>
    /// <param name="hasMore">Whether there is a page after this one.</param>
    public FhirAnswer Answer(IReadOnlyList<(string Name, string Value)> arguments, (int Number, int Size) page, long? total, bool hasMore)
    {
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset" };
        if (total is { } known)
            bundle["total"] = known;
        var link = new JsonArray(Link("self", page.Number));
        if (page.Number > 1)
            link.Add(Link("previous", page.Number - 1));
        if (hasMore)
            link.Add(Link("next", page.Number + 1));
        bundle["link"] = link;
        bundle.Put("entry", _entries);
        return new FhirAnswer(StatusCodes.Status200OK, bundle);

        JsonObject Link(string relation, int number) => new() { ["relation"] = relation, ["url"] = links.OfSearch(type, [.. arguments, .. Paging(number)]) };

        IEnumerable<(string, string)> Paging(int number)
        {
            yield return ("_count", page.Size.ToString(CultureInfo.InvariantCulture));
            if (number > 1)
                yield return ("_page", number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
