using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>A place of a record with everything it lies in, by id and by every word that the place tree finds it by.</summary>
internal sealed class PlacePath
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <param name="placeId">Null, or unknown to the tree, for nowhere.</param>
    public PlacePath(PlaceTree places, string? placeId)
    {
        foreach (var place in places.PathOf(placeId))
        {
            _ids.Add(place.Id);
            _words.UnionWith(PlaceTree.Words(place));
        }
    }

    /// <summary>Ids, and words in the form that is compared.</summary>
    public IEnumerable<string> Texts => _ids.Concat(_words);

    /// <summary>Whether it is inside what a text means: the place of that id if there is one, else every place that is called so.</summary>
    /// <param name="id">As sent, without the type of a reference.</param>
    /// <param name="word">The same in the form that is compared; null when nothing is left of it.</param>
    public bool IsIn(PlaceTree places, string id, string? word) =>
        _ids.Contains(id) || (word is not null && _words.Contains(word) && places.Find(id) is null);
}
