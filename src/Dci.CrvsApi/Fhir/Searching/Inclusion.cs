using Dci.CrvsApi.Fhir.Places;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>Gathers what comes along with the matches of one record: resources of that record, and places of the tree.</summary>
internal sealed class Inclusion(IReadOnlyList<IncludeRule> rules, PlaceTree places)
{
    public IReadOnlyList<ShownResource> Of(RecordView view, IReadOnlyList<ShownResource> matches)
    {
        if (rules.Count == 0)
            return [];
        var known = matches.ToDictionary(match => match.Reference, StringComparer.Ordinal);
        var included = new List<ShownResource>();
        var open = new Queue<(ShownResource Resource, bool IsMatch)>(matches.Select(match => (match, true)));
        while (open.TryDequeue(out var next))
            foreach (var resource in rules.Where(rule => next.IsMatch || rule.Iterates).SelectMany(rule => Along(rule, next.Resource, view)))
                if (known.TryAdd(resource.Reference, resource))
                {
                    included.Add(resource);
                    open.Enqueue((resource, false));
                }

        return included;
    }

    private IEnumerable<ShownResource> Along(IncludeRule rule, ShownResource from, RecordView view) => rule.Reverse
        ? view.Resources.Where(resource => rule.ReferencesOf(resource).Contains(from.Reference))
        : rule.ReferencesOf(from).Select(reference => view.Find(reference) ?? Place(reference)).OfType<ShownResource>();

    private ShownResource? Place(string reference) =>
        reference.StartsWith("Location/", StringComparison.Ordinal) && places.Find(reference["Location/".Length..]) is { } place ? PlaceResource.Of(place) : null;
}
