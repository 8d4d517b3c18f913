using System.Text.Json;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>G2P Connect's named queries that are known here: a name, the event it is about, and its parameters as attributes.</summary>
/// <param name="Name">The part after the last colon of <c>DCI:NamedQuery:getBirthByBRN</c>.</param>
/// <param name="Event">The event asked for, null for every event that the parameters can mean.</param>
/// <param name="Parameters">All of them have to be given.</param>
internal sealed record NamedQuery(string Name, VitalEvent? Event, IReadOnlyList<NamedParameter> Parameters);

/// <summary>A parameter of a named query and the attribute it is compared with.</summary>
internal sealed record NamedParameter(string Name, string Attribute);

/// <summary>The list of named queries, and how one is read.</summary>
internal static class NamedQueries
{
    private static readonly NamedParameter Brn = new("BRN", "BRN");
    private static readonly NamedParameter Drn = new("DRN", "DRN");
    private static readonly NamedParameter Mrn = new("MRN", "MRN");
    private static readonly NamedParameter Uin = new("UIN", "UIN");
    private static readonly NamedParameter Area = new("area_code", "event_place");

    public static IReadOnlyList<NamedQuery> All { get; } =
    [
        new("getBirthByBRN", VitalEvent.LiveBirth, [Brn]),
        new("getBirthByBRNandAreaCode", VitalEvent.LiveBirth, [Brn, Area]),
        new("getBirthByUIN", VitalEvent.LiveBirth, [Uin]),
        new("getDeathByDRN", VitalEvent.Death, [Drn]),
        new("getDeathByDRNandAreaCode", VitalEvent.Death, [Drn, Area]),
        new("getDeathByUIN", VitalEvent.Death, [Uin]),
        new("getDeathByBRN", VitalEvent.Death, [Brn]),
        new("getMarriageByMRN", VitalEvent.Marriage, [Mrn]),
        new("getMarriageByMRNandAreaCode", VitalEvent.Marriage, [Mrn, Area]),
        new("getMarriageByUIN", VitalEvent.Marriage, [Uin]),
        new("getPersonByUIN", null, [Uin]),
    ];

    private static readonly Spelling<NamedQuery> Names = new(All.Select(query => KeyValuePair.Create(query.Name, query)));

    public static QueryReadout? Read(JsonElement name, JsonElement query, Reading reading)
    {
        if (name.ValueKind != JsonValueKind.String || !Names.TryFindLocalName(name.GetString(), out var named))
        {
            reading.Refused($"The query_name is not known. Known are {string.Join(", ", All.Select(known => known.Name))}.");
            return null;
        }

        foreach (var member in query.EnumerateObject())
        {
            if (!member.NameEquals("query_name") && !member.NameEquals("query_params") && !member.Name.StartsWith('@'))
            {
                reading.Malformed($"The query has the unknown member {Quoted.Name(member.Name)}; a named query takes query_name and query_params.");
                return null;
            }
        }

        if (!query.TryGetProperty("query_params", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            reading.Malformed("A named query has to have query_params, an object.");
            return null;
        }

        return ReadParameters(named!, parameters, reading) is { } criterion
            ? new QueryReadout(QueryKind.NamedQuery, criterion) { Event = named!.Event }
            : null;
    }

    private static Criterion? ReadParameters(NamedQuery named, JsonElement parameters, Reading reading)
    {
        var words = new Spelling<NamedParameter>(named.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter)));
        var found = new Dictionary<NamedParameter, Criterion?>();
        foreach (var member in parameters.EnumerateObject())
        {
            if (words.TryFind(member.Name, out var parameter))
                found[parameter!] = TestReader.Compare(parameter!.Attribute, CriterionOperator.Eq, member.Value, reading);
            else
                return reading.Malformed($"{named.Name} has no parameter {Quoted.Name(member.Name)}.");
        }

        foreach (var parameter in named.Parameters)
            if (!found.ContainsKey(parameter))
                return reading.Malformed($"{named.Name} needs the parameter {parameter.Name}.");
        return PredicateReader.Joined(found.Values, static read => new Criterion.Every(read));
    }
}
