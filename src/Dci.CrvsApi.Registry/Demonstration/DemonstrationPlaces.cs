using System.Globalization;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>The places of an invented island country in an empty part of the Atlantic; the same for every seed.</summary>
internal sealed class DemonstrationPlaces
{
    private const int SubDistrictsEach = 4;

    private static readonly string[] Regions = ["Orvanne", "Tessaria", "Calderon Coast", "Umbarra", "Pellworth Isles"];

    private static readonly string[] Districts =
    [
        "Kelbrun", "Ostermark", "Vallindra", "Harrowmere",
        "Tamsin Hills", "Brekka", "Noorvale", "Ilmarin",
        "Port Severin", "Quillane", "Dunmarrow", "Sarabey",
        "Mokoro", "Zindalla", "Ashtaba", "Weluma",
        "Greater Pell", "Finnowick", "Lantern Keys", "Eastholm Skerry",
    ];

    private static readonly string[] Directions = ["North", "South", "Upper", "Lower"];

    private static readonly DateTimeOffset Surveyed = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Place> _all = [];
    private readonly District[] _districts;

    public DemonstrationPlaces()
    {
        _districts = new District[Districts.Length];
        for (var region = 0; region < Regions.Length; region++)
        {
            var regionId = Add(PlaceKind.Area, Regions[region], $"R{region + 1}", null, (12.5 - region, -38.0 + region));
            for (var d = region * 4; d < (region + 1) * 4; d++)
                _districts[d] = AddDistrict(region, regionId, d);
        }

        Tree = new PlaceTree(_all);
    }

    public IReadOnlyList<Place> All => _all;

    public PlaceTree Tree { get; }

    /// <summary>Where somebody lives; the first districts are the most populous.</summary>
    public Home PickHome(ref Draw draw)
    {
        var district = _districts[Math.Min(draw.Below(Districts.Length), draw.Below(Districts.Length))];
        return new Home(district, draw.Below(SubDistrictsEach));
    }

    private District AddDistrict(int region, string regionId, int index)
    {
        var name = Districts[index];
        var code = string.Create(CultureInfo.InvariantCulture, $"R{region + 1}D{(index % 4) + 1}");
        var (north, east) = (12.2 - region + (0.1 * (index % 4)), -38.3 + region + (0.15 * (index % 4)));
        var id = Add(PlaceKind.Area, name, code, regionId, (north, east));
        var subDistricts = new string[SubDistrictsEach];
        var centres = new string[SubDistrictsEach];
        for (var s = 0; s < SubDistrictsEach; s++)
        {
            var part = $"{Directions[s]} {name}";
            subDistricts[s] = Add(PlaceKind.Area, part, $"{code}S{s + 1}", id, null);
            centres[s] = Add(PlaceKind.Facility, $"{part} Health Centre", $"{code}H{s + 1}", subDistricts[s], (north + (0.02 * s), east - (0.02 * s)));
        }

        var hospital = Add(PlaceKind.Facility, $"{name} District Hospital", $"{code}H0", id, (north, east));
        var office = Add(PlaceKind.Office, $"{name} Civil Registration Office", $"{code}O1", id, null);
        return new District(name, id, regionId, office, hospital, subDistricts, centres);
    }

    private string Add(PlaceKind kind, string name, string code, string? parentId, (double North, double East)? point)
    {
        var place = new Place
        {
            Id = new NumberSpace(0).Id(Draw.Stream.Place, _all.Count, 0),
            Kind = kind,
            Name = name,
            Code = code,
            ParentId = parentId,
            Latitude = point is { } north ? Math.Round(north.North, 4) : null,
            Longitude = point is { } east ? Math.Round(east.East, 4) : null,
            LastUpdated = Surveyed,
        };
        _all.Add(place);
        return place.Id;
    }
}
