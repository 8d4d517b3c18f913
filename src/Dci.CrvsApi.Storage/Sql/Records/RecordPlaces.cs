using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>The rows of the places that a record names.</summary>
internal readonly record struct RecordPlaces(PlaceRow? Event, PlaceRow? Office)
{
    /// <summary>The place itself when the tree has it, else the area around it; a place that nobody has loaded yet gets a row to be moved later.</summary>
    public static RecordPlaces Of(SqlSession session, PlaceShelf shelf, VitalRecord record)
    {
        var book = shelf.Get(session);
        var known = book.Tree.Find(record.Place?.LocationId)?.Id ?? book.Tree.Find(record.Place?.AreaId)?.Id;
        var place = known ?? record.Place?.LocationId ?? record.Place?.AreaId;
        var office = record.OfficeId;
        return new RecordPlaces(
            place is null ? null : book.Rows.GetValueOrDefault(place) ?? PlaceWriting.Reserve(session, place),
            office is null ? null : office == place ? Find(session, shelf, office) : book.Rows.GetValueOrDefault(office) ?? PlaceWriting.Reserve(session, office));
    }

    private static PlaceRow Find(SqlSession session, PlaceShelf shelf, string id) => shelf.Get(session).Rows[id];
}
