namespace Dci.CrvsApi.Registry.Places;

/// <summary>Port to where the place tree is kept.</summary>
public interface IPlaceStore
{
    /// <summary>The whole tree; empty when none was loaded. Cheap: an implementation keeps it until it changes.</summary>
    ValueTask<PlaceTree> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds places and replaces those already known by id; a place that is not named stays. An empty list does nothing.</summary>
    Task SaveAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken);
}
