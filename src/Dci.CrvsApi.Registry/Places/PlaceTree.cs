using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Places;

/// <summary>The whole place tree at one moment: from a place to its ancestors, from a name, code or id to places.</summary>
public sealed class PlaceTree
{
    private readonly FrozenDictionary<string, Place> _byId;
    private readonly FrozenDictionary<string, Place[]> _byWord;

    public PlaceTree(IReadOnlyCollection<Place> places)
    {
        _byId = places.ToFrozenDictionary(place => place.Id, StringComparer.Ordinal);
        _byWord = places
            .SelectMany(place => Words(place).Distinct(StringComparer.Ordinal).Select(word => (word, place)))
            .GroupBy(pair => pair.word, pair => pair.place, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    public static PlaceTree Empty { get; } = new([]);

    public IReadOnlyCollection<Place> All => _byId.Values;

    public Place? Find(string? id) => id is not null && _byId.TryGetValue(id, out var place) ? place : null;

    /// <summary>Finds places by id (also written <c>Location/id</c>), else by code, name or alias, whatever the case and marks. Empty when nothing is called so.</summary>
    public IReadOnlyList<Place> Resolve(string text)
    {
        var id = IdOf(text);
        if (Find(id) is { } place)
            return [place];
        return Normalised.Name(id) is { } word && _byWord.TryGetValue(word, out var places) ? places : [];
    }

    /// <summary>The place and what it lies in, root first; a cycle in the source ends the walk.</summary>
    public IReadOnlyList<Place> PathOf(string? id)
    {
        var path = new List<Place>();
        for (var place = Find(id); place is not null && !path.Contains(place) && path.Count < 32; place = Find(place.ParentId))
            path.Add(place);
        path.Reverse();
        return path;
    }

    /// <summary>What stands for a place, without the type of a reference.</summary>
    internal static string IdOf(string text) => text.StartsWith("Location/", StringComparison.Ordinal) ? text["Location/".Length..] : text;

    /// <summary>The code, names and aliases that a place is found by, besides its id, in the form that is compared.</summary>
    internal static IEnumerable<string> Words(Place place)
    {
        if (Normalised.Name(place.Name) is { } name)
            yield return name;
        if (Normalised.Name(place.Code) is { } code)
            yield return code;
        foreach (var alias in place.Aliases)
            if (Normalised.Name(alias) is { } word)
                yield return word;
    }
}
