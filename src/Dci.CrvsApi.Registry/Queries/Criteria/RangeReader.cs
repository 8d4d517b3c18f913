using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>Reads the typed values of OpenCRVS expressions: <c>range</c>, <c>exact</c> and <c>anyOf</c>.</summary>
internal static class RangeReader
{
    public static bool IsTyped(JsonElement value) =>
        value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;

    public static bool IsRange(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
            if (!IsBound(member.Name))
                return false;
        return value.GetPropertyCount() > 0;
    }

    public static Criterion? ReadTyped(string attribute, JsonElement value, Reading reading) => value.GetProperty("type").GetString() switch
    {
        "range" => ReadRange(attribute, value, reading),
        "exact" => ReadMember(attribute, value, "term", CriterionOperator.Eq, reading),
        "anyOf" => ReadMember(attribute, value, "terms", CriterionOperator.In, reading),
        _ => reading.Refused($"The condition on {Quoted.Name(attribute)} has a type that is not supported. Supported are range, exact and anyOf."),
    };

    public static Criterion? ReadRange(string attribute, JsonElement range, Reading reading)
    {
        var bounds = new List<Criterion?>();
        foreach (var member in range.EnumerateObject())
        {
            if (member.NameEquals("type") || member.Name.StartsWith('@') || !ValueReader.IsPresent(member.Value))
                continue;
            bounds.Add(IsBound(member.Name) && CriterionOperators.TryRead(member.Name, out var operation)
                ? TestReader.Compare(attribute, operation, member.Value, reading)
                : reading.Malformed($"The range of {Quoted.Name(attribute)} has the unknown member {Quoted.Name(member.Name)}; it takes gte, lte, gt and lt."));
        }

        return bounds.Count == 0
            ? reading.Malformed($"The range of {Quoted.Name(attribute)} has no bound; it takes gte, lte, gt and lt.")
            : PredicateReader.Joined(bounds, static read => new Criterion.Every(read));
    }

    private static bool IsBound(string name) => name is "gte" or "lte" or "gt" or "lt" or "ge" or "le";

    private static Criterion? ReadMember(string attribute, JsonElement value, string name, CriterionOperator operation, Reading reading)
    {
        foreach (var member in value.EnumerateObject())
            if (!member.NameEquals("type") && !member.NameEquals(name) && !member.Name.StartsWith('@'))
                return reading.Malformed($"The condition on {Quoted.Name(attribute)} has the unknown member {Quoted.Name(member.Name)}; it takes {name}.");
        return value.TryGetProperty(name, out var values)
            ? TestReader.Compare(attribute, operation, values, reading)
            : reading.Malformed($"The condition on {Quoted.Name(attribute)} lacks {name}.");
    }
}
