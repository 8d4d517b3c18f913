using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong with people: names, addresses, and choices made twice.</summary>
internal static class PersonRules
{
    private static readonly string[] NameUses = ["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"];

    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("a family name is one string", null, FamilyIsOneString),
        new("given names stand in an array", null, GivenIsArray),
        new("the use of a name is not its language", null, LanguageIsExtension),
        new("a kind of address is not its type", null, AddressTypeIsUse),
        new("address lines are lines", null, LinesAreLines),
        new("the day of death wins", "Patient", resource => DayWins(resource, "deceasedDateTime", "deceasedBoolean")),
        new("the order of birth wins", "Patient", resource => DayWins(resource, "multipleBirthInteger", "multipleBirthBoolean")),
        new("a relationship stands in an array", "RelatedPerson", resource => resource.WrapInArray("relationship")),
    ];

    private static JsonObject[] Names(JsonObject resource) => resource.EverywhereNamed("name").ToArray();

    /// <summary>Up to v1.6 an array, from v1.7 a string.</summary>
    private static void FamilyIsOneString(JsonObject resource)
    {
        foreach (var name in Names(resource))
            if (name["family"] is JsonArray parts)
                name["family"] = string.Join(' ', parts.Select(JsonNodes.Scalar).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static void GivenIsArray(JsonObject resource)
    {
        foreach (var name in Names(resource))
        {
            name.WrapInArray("given");
            name.WrapInArray("prefix");
            name.WrapInArray("suffix");
        }
    }

    /// <summary>OpenCRVS puts the language into <c>use</c>, and the last name taken at marriage into <c>suffix</c>.</summary>
    private static void LanguageIsExtension(JsonObject resource)
    {
        foreach (var name in Names(resource))
        {
            if (name.Text("use") is not { } use || NameUses.Contains(use))
                continue;
            name.Remove("use");
            if (!string.IsNullOrWhiteSpace(use))
                name.AddExtension(FhirUrls.Language, "valueCode", use.Trim());
            if (name.Take("suffix") is JsonArray married)
                foreach (var part in married.Select(JsonNodes.Scalar).OfType<string>())
                    name.AddExtension(FhirUrls.MarriedLastName, "valueString", part);
        }
    }

    private static JsonObject[] Addresses(JsonObject resource) =>
        resource.EverywhereNamed("address", "valueAddress").ToArray();

    private static void AddressTypeIsUse(JsonObject resource)
    {
        foreach (var address in Addresses(resource))
            if (address.Text("type") is { } type && type is not ("postal" or "physical" or "both"))
            {
                address.Remove("type");
                if (!string.IsNullOrEmpty(type))
                    address.TryAdd("use", type is "PRIMARY_ADDRESS" or "PERMANENT" ? "home" : "temp");
            }
    }

    /// <summary>
    /// OpenCRVS's lines are positional: from the tenth on they are ids of the areas below the district. The lowest of
    /// them becomes the part-of extension, as newer versions write it; a line that is no id stays.
    /// </summary>
    private static void LinesAreLines(JsonObject resource)
    {
        const int firstArea = 10;
        foreach (var address in Addresses(resource))
        {
            address.WrapInArray("line");
            if (address["line"] is not JsonArray lines)
                continue;
            var areas = lines.Skip(firstArea).Where(line => Guid.TryParse(line.AsText(), out _)).ToList();
            if (areas.Count == 0)
                continue;
            if (address.Objects("extension").All(extension => extension.Text("url") != FhirUrls.PartOf))
                address.AddExtension(FhirUrls.PartOf, "valueReference", new JsonObject { ["reference"] = "Location/" + areas[^1].AsText() });
            foreach (var area in areas)
                lines.Remove(area);
        }
    }

    /// <summary>Of two values of one choice, the one that says more stays.</summary>
    private static void DayWins(JsonObject patient, string telling, string bare)
    {
        if (patient[telling] is JsonValue value && (value.GetValueKind() != JsonValueKind.String || value.AsText() is { Length: > 0 }))
            patient.Remove(bare);
    }
}
