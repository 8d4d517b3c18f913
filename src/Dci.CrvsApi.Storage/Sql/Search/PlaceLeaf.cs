using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Inside a place: equality where a record carries the place itself, else a range of paths.</summary>
internal static class PlaceLeaf
{
    public static string Of(FhirFilter.InPlace filter, PlaceBook book, SqlValues values)
    {
        var places = filter.Values.SelectMany(book.Tree.Resolve).Distinct().Select(place => (place, row: book.Rows[place.Id]));
        return Conditions.AnyOf([.. places.Select(pair => filter.Parameter switch
        {
            PlaceParameter.Event => Event(pair.place, pair.row, book, values),
            PlaceParameter.Office => Path("r.office_path", pair.place, pair.row, book, values),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Parameter, "Not a place of a record."),
        })]);
    }

    private static string Event(Place place, PlaceRow row, PlaceBook book, SqlValues values)
    {
        if (row.Admin1Id == row.PlaceId)
            return $"r.admin1_id = {values.Add(row.PlaceId)}";
        return row.Admin2Id == row.PlaceId
            ? $"r.admin2_id = {values.Add(row.PlaceId)}"
            : Path("r.place_path", place, row, book, values);
    }

    private static string Path(string column, Place place, PlaceRow row, PlaceBook book, SqlValues values) => book.HasChildren(place)
        ? $"{column} >= {values.Add(row.Path)} AND {column} < {values.Add(row.PathEnd)}"
        : $"{column} = {values.Add(row.Path)}";
}
