using System.Collections.Frozen;
using System.Text.Json;
using Dapper;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Storage.Sql.Places;

/// <summary>The place tree at one moment, with the rows behind it.</summary>
internal sealed class PlaceBook
{
    private const string Select =
        """
        SELECT place_id AS PlaceId, fhir_id AS FhirId, known AS Known, kind AS Kind, name AS Name, code AS Code, aliases AS Aliases, parent_id AS ParentId,
               active AS Active, latitude AS Latitude, longitude AS Longitude, last_updated AS LastUpdated, path AS Path, admin1_id AS Admin1Id, admin2_id AS Admin2Id
        FROM place
        """;

    private readonly FrozenSet<string> _parents;

    private PlaceBook(long version, List<Row> rows)
    {
        Version = version;
        Tree = new PlaceTree(rows.Where(row => row.Known != 0).Select(row => row.ToPlace()).ToList());
        Rows = rows.ToFrozenDictionary(row => row.FhirId, row => row.ToPlaceRow(), StringComparer.Ordinal);
        _parents = Tree.All.Where(place => place.ParentId is not null).Select(place => place.ParentId!).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The place counter when it was read.</summary>
    public long Version { get; }

    public PlaceTree Tree { get; }

    /// <summary>By FHIR Location id; also places that records name and nobody has loaded.</summary>
    public FrozenDictionary<string, PlaceRow> Rows { get; }

    public bool HasChildren(Place place) => _parents.Contains(place.Id);

    public static PlaceBook Read(SqlSession session) =>
        new(Counter.Read(session, Counter.Place), session.Connection.Query<Row>(Select).AsList());

    private sealed record Row(
        long PlaceId,
        string FhirId,
        long Known,
        long Kind,
        string Name,
        string? Code,
        string Aliases,
        string? ParentId,
        long Active,
        double? Latitude,
        double? Longitude,
        long LastUpdated,
        string Path,
        long? Admin1Id,
        long? Admin2Id)
    {
        public PlaceRow ToPlaceRow() => new(PlaceId, Path, Admin1Id, Admin2Id);

        public Place ToPlace() => new()
        {
            Id = FhirId,
            Kind = (PlaceKind)Kind,
            Name = Name,
            Code = Code,
            Aliases = JsonSerializer.Deserialize<string[]>(Aliases) ?? [],
            ParentId = ParentId,
            Active = Active != 0,
            Latitude = Latitude,
            Longitude = Longitude,
            LastUpdated = DateTimeOffset.FromUnixTimeMilliseconds(LastUpdated),
        };
    }
}
