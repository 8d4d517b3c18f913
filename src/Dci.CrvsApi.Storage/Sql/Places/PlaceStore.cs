using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Storage.Sql.Places;

/// <summary>The place tree as rows.</summary>
internal sealed class PlaceStore(SqlDatabase database, PlaceShelf shelf) : IPlaceStore
{
    public ValueTask<PlaceTree> LoadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(database.Read(session => shelf.Get(session).Tree));

    public Task SaveAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken) =>
        places.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(session => PlaceWriting.Save(session, places), cancellationToken);
}
