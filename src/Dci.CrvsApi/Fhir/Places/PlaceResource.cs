using System.Globalization;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Places;
using Place = Dci.CrvsApi.Registry.Places.Place;

namespace Dci.CrvsApi.Fhir.Places;

/// <summary>Writes a place of the tree as the Location that it was read from.</summary>
internal static class PlaceResource
{
    private const string PhysicalTypes = "http://terminology.hl7.org/CodeSystem/location-physical-type";

    public static ShownResource Of(Place place)
    {
        var json = new JsonObject
        {
            ["resourceType"] = FhirTypes.Place,
            ["id"] = place.Id,
            ["meta"] = new JsonObject { ["lastUpdated"] = InstantText.Write(place.LastUpdated) },
        };
        if (place.Code is { } code)
            json["identifier"] = new JsonArray(new JsonObject { ["system"] = SystemOf(place.Kind), ["value"] = ValueOf(place.Kind, code) });
        json["status"] = place.Active ? "active" : "inactive";
        json["name"] = place.Name;
        json.Put("alias", new JsonArray([.. place.Aliases.Select(alias => (JsonNode)alias)]));
        json["mode"] = "instance";
        if (TypeOf(place.Kind) is { } type)
            json["type"] = new JsonArray(Concept(FhirUrls.LocationTypes, type));
        if (place.Kind is PlaceKind.Area)
            json["physicalType"] = Concept(PhysicalTypes, "jdn");
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
            json["position"] = new JsonObject { ["longitude"] = longitude, ["latitude"] = latitude };
        if (place.ParentId is { } parent)
            json["partOf"] = new JsonObject { ["reference"] = $"{FhirTypes.Place}/{parent}" };
        return new ShownResource(FhirTypes.Place, place.Id, json);
    }

    /// <summary>A place has no version number; when it last changed stands for one.</summary>
    public static FhirAnswer Answer(Place place) => new(StatusCodes.Status200OK, Of(place).Json)
    {
        ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{place.LastUpdated.ToUnixTimeMilliseconds()}\""),
        LastModified = place.LastUpdated,
    };

    public static string? TypeOf(PlaceKind kind) => kind switch
    {
        PlaceKind.Area => "ADMIN_STRUCTURE",
        PlaceKind.Office => "CRVS_OFFICE",
        PlaceKind.Facility => "HEALTH_FACILITY",
        _ => null,
    };

    public static string SystemOf(PlaceKind kind) => kind == PlaceKind.Area ? FhirUrls.StatisticalCode : FhirUrls.InternalId;

    /// <summary>OpenCRVS writes the type before the code.</summary>
    public static string ValueOf(PlaceKind kind, string code) => TypeOf(kind) is { } type ? $"{type}_{code}" : code;

    private static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };
}
