using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Places;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads places of the tree out of Locations, and tells them from the homes and halls that a record describes itself.</summary>
internal static class LocationReader
{
    private static readonly string[] CodePrefixes = ["ADMIN_STRUCTURE_", "CRVS_OFFICE_", "HEALTH_FACILITY_"];

    public static IReadOnlyList<Place> PlacesOf(BundleIndex index) =>
        [.. index.All<R4.Location>().Select(location => Read(location, index)).OfType<Place>().DistinctBy(place => place.Id)];

    /// <summary>What kind of place of the tree it is, null for one that is none.</summary>
    public static PlaceKind? KindOf(R4.Location location)
    {
        var codings = location.Type.SelectMany(type => type.Coding).ToList();
        foreach (var coding in codings)
            if (KindOf(coding.Code) is { } kind)
                return kind;
        if (location.PhysicalType.CodeOf() is "jdn" or "area")
            return PlaceKind.Area;
        if (codings.Exists(coding => coding.System != FhirUrls.LocationTypes) || location.PhysicalType.CodeOf() is "si" or "bu" or "wi")
            return PlaceKind.Facility;
        return codings.Count == 0 && location.Address is null && location.Identifier.Count > 0 ? PlaceKind.Other : null;
    }

    private static PlaceKind? KindOf(string? code) => code switch
    {
        "ADMIN_STRUCTURE" => PlaceKind.Area,
        "CRVS_OFFICE" => PlaceKind.Office,
        "HEALTH_FACILITY" => PlaceKind.Facility,
        _ => null,
    };

    private static Place? Read(R4.Location location, BundleIndex index)
    {
        if (KindOf(location) is not { } kind || location.Name.Trimmed() is not { } name || index.IdOf(location) is not { Length: <= 64 } id)
            return null;
        return new Place
        {
            Id = id,
            Kind = kind,
            Name = name,
            Code = CodeOf(location),
            Aliases = [.. location.Alias.Select(FhirElements.Trimmed).OfType<string>()],
            ParentId = index.IdIn(location.PartOf),
            Active = location.Status != R4.Location.LocationStatus.Inactive,
            Latitude = (double?)location.Position?.Latitude,
            Longitude = (double?)location.Position?.Longitude,
            LastUpdated = location.Meta?.LastUpdated ?? index.LastUpdated ?? DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>The statistical code or internal id, whose value OpenCRVS prefixes with the type.</summary>
    private static string? CodeOf(R4.Location location)
    {
        var identifier = location.Identifier.Find(candidate => candidate.System is FhirUrls.StatisticalCode or FhirUrls.InternalId)
            ?? location.Identifier.Find(candidate => candidate.System?.StartsWith(FhirUrls.Ids, StringComparison.Ordinal) != true);
        var value = identifier?.Value.Trimmed();
        var prefix = Array.Find(CodePrefixes, candidate => value?.StartsWith(candidate, StringComparison.Ordinal) == true);
        return prefix is null || value!.Length == prefix.Length ? value : value[prefix.Length..];
    }
}
