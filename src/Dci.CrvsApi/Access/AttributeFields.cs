using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Access;

/// <summary>Which member of the canonical person shows what an attribute asks about. A partner that may not receive the member may not ask.</summary>
internal static class AttributeFields
{
    private const string EventDate = "date_of_event";
    private const string EventPlace = "event_place";

    // Null: no member shows it, so a partner with limited fields needs the attribute granted by name.
    private static readonly FrozenDictionary<string, string?> _fields = new Dictionary<string, string?>
    {
        ["identifier"] = "identifier",
        ["name"] = "name",
        ["name.surname"] = "name",
        ["name.given_name"] = "name",
        ["name.second_name"] = "name",
        ["sex"] = "sex",
        ["birth_date"] = "birth_date",
        ["age"] = "birth_date",
        ["birth_place"] = "birth_place",
        ["death_date"] = "death_date",
        ["death_place"] = "death_place",
        ["marriage_date"] = "marriage_date",
        ["marriage_place"] = "marriage_place",
        ["marital_status"] = "marital_status",
        ["divorce_date"] = "divorce_date",
        [EventDate] = null,
        [EventPlace] = null,
        ["parent1_identifier"] = "parent1_identifier",
        ["parent2_identifier"] = "parent2_identifier",
        ["registration_date"] = "registration_date",
        ["last_updated"] = "last_updated",
        ["record_id"] = "@id",
        ["tracking_id"] = null,
        ["registration_office"] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every attribute that can be granted.</summary>
    public static FrozenSet<string> Attributes { get; } = _fields.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The member that shows the attribute in records of the event, null when none does. An attribute that is not listed is shown by the member of its name.</summary>
    public static string? Of(string attribute, VitalEvent vitalEvent) => attribute switch
    {
        EventDate => DateOf(vitalEvent),
        EventPlace => PlaceOf(vitalEvent),
        _ => _fields.TryGetValue(attribute, out var field) ? field : attribute.Split('.')[0],
    };

    private static string? DateOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "birth_date",
        VitalEvent.Death => "death_date",
        VitalEvent.Marriage => "marriage_date",
        VitalEvent.Divorce => "divorce_date",
        _ => null,
    };

    private static string? PlaceOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "birth_place",
        VitalEvent.Death => "death_place",
        VitalEvent.Marriage => "marriage_place",
        _ => null,
    };
}
