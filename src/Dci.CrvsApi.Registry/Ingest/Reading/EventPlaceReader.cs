using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads where an event happened out of its Encounter.</summary>
internal static class EventPlaceReader
{
    public static EventPlace? Read(R4.Encounter? encounter, BundleIndex index)
    {
        var reference = encounter?.Location.FirstOrDefault()?.Location;
        if (index.Resolve(reference) is not R4.Location location)
            return index.IdIn(reference) is { } id ? new EventPlace { LocationId = id } : null;
        if (LocationReader.KindOf(location) is not null)
            return new EventPlace { LocationId = index.IdOf(location), Name = location.Name.Trimmed() };

        var place = new EventPlace
        {
            AreaId = AreaOf(location, index),
            Name = location.Name.Trimmed(),
            AddressLines = [.. AddressReader.LinesOf(location.Address), .. CityOf(location.Address)],
        };
        return place is { AreaId: null, Name: null, AddressLines.Count: 0 } ? null : place;
    }

    /// <summary>The smallest area that the ad hoc place names.</summary>
    private static string? AreaOf(R4.Location location, BundleIndex index) =>
        AddressReader.AreaOf(location.Address, index)
        ?? index.IdIn(location.PartOf)
        ?? AddressReader.PlainId(location.Address?.District)
        ?? AddressReader.PlainId(location.Address?.State);

    private static IEnumerable<string> CityOf(R4.Address? address) =>
        address?.City.Trimmed() is { } city ? [city] : [];
}
