using System.Globalization;
using System.Text.Json;
using Dapper;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Places;

/// <summary>
/// Writes places, then works out every path again: places come in any order, and one that moves takes with it what lies inside
/// and the records of it.
/// </summary>
internal static class PlaceWriting
{
    public static int Save(SqlSession session, IReadOnlyList<Place> places)
    {
        foreach (var place in places)
            Put(session, place);
        if (PutPaths(session, PlaceBook.Read(session)))
            MoveRecords(session);
        Counter.Raise(session, Counter.Place);
        Counter.Raise(session, Counter.Register);
        return places.Count;
    }

    /// <summary>Gives a place that only a record names yet its row, outside every area.</summary>
    public static PlaceRow Reserve(SqlSession session, string fhirId)
    {
        const string sql =
            """
            INSERT INTO place (fhir_id, known, kind, name, aliases, active, last_updated, path)
            VALUES (@fhirId, 0, @kind, '', '[]', 0, 0, '')
            """;
        session.Connection.Execute(sql, new { fhirId, kind = (int)PlaceKind.Other });
        var id = session.Connection.QuerySingle<long>("SELECT place_id FROM place WHERE fhir_id = @fhirId", new { fhirId });
        var row = new PlaceRow(id, Segment(id), null, null);
        session.Connection.Execute("UPDATE place SET path = @Path WHERE place_id = @PlaceId", row);
        Counter.Raise(session, Counter.Place);
        return row;
    }

    private static void Put(SqlSession session, Place place)
    {
        var row = new
        {
            place.Id,
            Kind = (int)place.Kind,
            place.Name,
            NameN = Normalised.Name(place.Name),
            place.Code,
            Aliases = JsonSerializer.Serialize(place.Aliases),
            place.ParentId,
            Active = place.Active ? 1 : 0,
            place.Latitude,
            place.Longitude,
            LastUpdated = place.LastUpdated.ToUnixTimeMilliseconds(),
        };
        const string update =
            """
            UPDATE place SET known = 1, kind = @Kind, name = @Name, name_n = @NameN, code = @Code, aliases = @Aliases, parent_id = @ParentId,
                   active = @Active, latitude = @Latitude, longitude = @Longitude, last_updated = @LastUpdated
            WHERE fhir_id = @Id
            """;
        const string insert =
            """
            INSERT INTO place (fhir_id, known, kind, name, name_n, code, aliases, parent_id, active, latitude, longitude, last_updated, path)
            VALUES (@Id, 1, @Kind, @Name, @NameN, @Code, @Aliases, @ParentId, @Active, @Latitude, @Longitude, @LastUpdated, '')
            """;
        if (session.Connection.Execute(update, row) == 0)
            session.Connection.Execute(insert, row);
    }

    /// <summary>Returns whether a place that records may carry has moved.</summary>
    private static bool PutPaths(SqlSession session, PlaceBook book)
    {
        var moved = false;
        foreach (var place in book.Tree.All)
        {
            var was = book.Rows[place.Id];
            var path = book.Tree.PathOf(place.Id);
            var areas = path.Where(step => step.Kind == PlaceKind.Area).Select(step => (long?)book.Rows[step.Id].PlaceId).Take(2).ToArray();
            var row = new PlaceRow(
                was.PlaceId,
                string.Concat(path.Select(step => Segment(book.Rows[step.Id].PlaceId))),
                areas.ElementAtOrDefault(0),
                areas.ElementAtOrDefault(1));
            if (row == was)
                continue;
            session.Connection.Execute("UPDATE place SET path = @Path, admin1_id = @Admin1Id, admin2_id = @Admin2Id WHERE place_id = @PlaceId", row);
            moved |= was.Path.Length > 0;
        }

        return moved;
    }

    private static void MoveRecords(SqlSession session)
    {
        session.Connection.Execute(
            """
            UPDATE record SET
                place_path = (SELECT p.path FROM place p WHERE p.place_id = record.place_id),
                admin1_id = (SELECT p.admin1_id FROM place p WHERE p.place_id = record.place_id),
                admin2_id = (SELECT p.admin2_id FROM place p WHERE p.place_id = record.place_id)
            WHERE place_id IS NOT NULL
              AND NOT EXISTS (
                SELECT 1 FROM place p
                WHERE p.place_id = record.place_id AND p.path = record.place_path
                  AND COALESCE(p.admin1_id, 0) = COALESCE(record.admin1_id, 0) AND COALESCE(p.admin2_id, 0) = COALESCE(record.admin2_id, 0))
            """);
        session.Connection.Execute(
            """
            UPDATE record SET office_path = (SELECT p.path FROM place p WHERE p.place_id = record.office_id)
            WHERE office_id IS NOT NULL
              AND EXISTS (SELECT 1 FROM place p WHERE p.place_id = record.office_id AND p.path <> record.office_path)
            """);
    }

    private static string Segment(long placeId) => placeId.ToString("x", CultureInfo.InvariantCulture) + ".";
}
