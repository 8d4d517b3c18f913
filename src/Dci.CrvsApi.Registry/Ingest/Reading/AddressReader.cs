using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads addresses, in which OpenCRVS mixes streets with ids of places.</summary>
internal static class AddressReader
{
    public static RecordedAddress? Read(R4.Address address)
    {
        var read = new RecordedAddress
        {
            Lines = LinesOf(address),
            City = address.City.Trimmed(),
            DistrictId = PlainId(address.District),
            StateId = PlainId(address.State),
            PostalCode = address.PostalCode.Trimmed(),
            Country = address.Country.Trimmed(),
        };
        return read is { Lines.Count: 0, City: null, DistrictId: null, StateId: null, PostalCode: null, Country: null } ? null : read;
    }

    /// <summary>What a postman would read: without ids of places, the mark of town or country, and what OpenCRVS writes twice.</summary>
    public static IReadOnlyList<string> LinesOf(R4.Address? address) =>
        address is null ? [] : [.. address.Line.Select(FhirElements.Trimmed).OfType<string>().Where(line => line is not ("URBAN" or "RURAL") && !Guid.TryParse(line, out _)).Distinct()];

    /// <summary>The lowest area the address lies in.</summary>
    public static string? AreaOf(R4.Address? address, BundleIndex index) =>
        index.IdIn(address?.Extension.ValueOf(FhirUrls.PartOf) as R4.ResourceReference);

    public static string? PlainId(string? text)
    {
        const string prefix = "Location/";
        var id = text.Trimmed();
        return id?.StartsWith(prefix, StringComparison.Ordinal) == true ? id[prefix.Length..] : id;
    }
}
