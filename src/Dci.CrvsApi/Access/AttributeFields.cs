using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Access;

/// <summary>Which members of the canonical person show what an attribute asks about. A partner that may not receive them all may not ask.</summary>
internal static class AttributeFields
{
    /// <summary>Shown by no member: a partner with limited fields needs the attribute granted by name.</summary>
    private static readonly string[] Nowhere = [];

    private static readonly FrozenDictionary<string, string[]> Fields = new Dictionary<string, string[]>
    {
        ["registration_number"] = ["identifier"],
        ["tracking_id"] = Nowhere,
        ["record_id"] = ["@id"],
        ["identifier"] = ["identifier"],
        ["birth_date"] = ["birth_date"],
        ["year_of_birth"] = ["birth_date"],
        ["age"] = ["birth_date"],
        ["death_date"] = ["death_date"],
        ["marriage_date"] = ["marriage_date"],
        ["divorce_date"] = ["divorce_date"],
        ["registration_date"] = ["registration_date"],
        ["last_updated"] = ["last_updated"],
        ["birth_place"] = ["birth_place"],
        ["death_place"] = ["death_place"],
        ["marriage_place"] = ["marriage_place"],
        ["registration_office"] = Nowhere,
        ["name"] = ["name"],
        ["name.surname"] = ["name"],
        ["name.given_name"] = ["name"],
        ["name.second_name"] = ["name"],
        ["sex"] = ["sex"],
        ["marital_status"] = ["marital_status"],
        // A search by either of these two looks at both parents.
        ["parent1_identifier"] = ["parent1_identifier", "parent2_identifier"],
        ["parent2_identifier"] = ["parent1_identifier", "parent2_identifier"],
        ["mother_identifier"] = ["parent1_identifier"],
        ["father_identifier"] = ["parent2_identifier"],
        ["mother.name"] = Nowhere,
        ["mother.surname"] = Nowhere,
        ["mother.given_name"] = Nowhere,
        ["mother.birth_date"] = Nowhere,
        ["father.name"] = Nowhere,
        ["father.surname"] = Nowhere,
        ["father.given_name"] = Nowhere,
        ["father.birth_date"] = Nowhere,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The members that show the attribute in records of the event; none when nothing does, or when the attribute is not known here.</summary>
    public static IReadOnlyList<string> Of(string attribute, VitalEvent vitalEvent) => attribute switch
    {
        "event_date" => DateOf(vitalEvent),
        "event_place" => PlaceOf(vitalEvent),
        "marriage_date" when vitalEvent == VitalEvent.LiveBirth => Nowhere,
        _ when SearchVocabulary.IdentifierKindOf(attribute) is not null => Fields["identifier"],
        _ when IsOfTwo(attribute, vitalEvent) => [.. Fields[attribute], "related_person"],
        _ => Fields.GetValueOrDefault(attribute, Nowhere),
    };

    // The answer shows one spouse; the search looks at both.
    private static bool IsOfTwo(string attribute, VitalEvent vitalEvent) =>
        vitalEvent is VitalEvent.Marriage or VitalEvent.Divorce && Fields.TryGetValue(attribute, out var fields) && fields is ["name"] or ["birth_date"];

    private static string[] DateOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => ["birth_date"],
        VitalEvent.Death => ["death_date"],
        VitalEvent.FetalDeath => ["death_date"],
        VitalEvent.Marriage => ["marriage_date"],
        VitalEvent.Divorce => ["divorce_date"],
        _ => Nowhere,
    };

    private static string[] PlaceOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => ["birth_place"],
        VitalEvent.Death => ["death_place"],
        VitalEvent.FetalDeath => ["death_place"],
        VitalEvent.Marriage => ["marriage_place"],
        _ => Nowhere,
    };
}
