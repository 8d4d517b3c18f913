using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>
/// Reads an expression document: Mongo-like <c>{$and: […], attribute: {$gte: …}}</c>, OpenCRVS's <c>{attribute: {type: range, gte, lte}}</c>
/// and OpenSPP's <c>{seq: […], or: […]}</c>. Members of one document all have to hold.
/// </summary>
internal static class ExpressionReader
{
    public static Criterion? ReadDocument(JsonElement document, int depth, Reading reading) =>
        ReadMembers(document, "", depth, reading);

    private static Criterion? ReadMembers(JsonElement document, string path, int depth, Reading reading)
    {
        if (!reading.MayDescend(depth))
            return null;
        if (document.ValueKind != JsonValueKind.Object)
            return reading.Malformed("An expression has to be an object that names attributes.");

        var operands = new List<Criterion?>();
        foreach (var member in document.EnumerateObject())
            if (path.Length > 0 || !IsIgnorable(member))
                operands.Add(ReadMember(member, path, depth + 1, reading));
        return operands.Count == 0
            ? reading.Malformed("The expression is empty: a search has to say what it looks for.")
            : PredicateReader.Joined(operands, static read => new Criterion.Every(read));
    }

    private static Criterion? ReadMember(JsonProperty member, string path, int depth, Reading reading)
    {
        var name = member.Name;
        switch (name)
        {
            case "$and" or "and" or "seq" when path.Length == 0:
                return ReadList(member.Value, name, static read => new Criterion.Every(read), depth, reading);
            case "$or" or "or" when path.Length == 0:
                return ReadList(member.Value, name, static read => new Criterion.Either(read), depth, reading);
            case "$nor" when path.Length == 0:
                return Turned(ReadList(member.Value, name, static read => new Criterion.Either(read), depth, reading));
            case "$not" or "not" when path.Length == 0:
                return Turned(ReadNot(member.Value, depth, reading));
            case var word when word.StartsWith('$'):
                return reading.Refused($"The operator {Quoted.Name(word)} is not supported here. Supported are $and, $or, $nor, $not and, on an attribute, {CriterionOperators.AcceptedInExpressions}.");
            default:
                return ReadAttribute(path.Length == 0 ? name : $"{path}.{name}", member.Value, depth, reading);
        }
    }

    private static Criterion.Never? Turned(Criterion? criterion) => criterion is null ? null : new Criterion.Never(criterion);

    private static Criterion? ReadNot(JsonElement value, int depth, Reading reading)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return ReadOperand(value, depth, reading);
        return value.GetArrayLength() == 1
            ? ReadOperand(value[0], depth, reading)
            : reading.Malformed("$not takes one condition; $nor takes a list.");
    }

    private static Criterion? ReadList(JsonElement list, string name, Func<IReadOnlyList<Criterion>, Criterion> join, int depth, Reading reading)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return reading.Malformed($"{Quoted.Name(name)} takes a list with at least one condition.");
        var operands = new List<Criterion?>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            operands.Add(ReadOperand(item, depth + 1, reading));
        return PredicateReader.Joined(operands, join);
    }

    private static Criterion? ReadOperand(JsonElement item, int depth, Reading reading)
    {
        if (PredicateReader.IsElement(item))
            return PredicateReader.ReadElement(item, alone: true, depth, reading);
        return TestReader.IsTest(item)
            ? TestReader.Read(item, "A condition of the expression", reading)
            : ReadMembers(item, "", depth, reading);
    }

    private static Criterion? ReadAttribute(string attribute, JsonElement value, int depth, Reading reading)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return TestReader.Compare(attribute, CriterionOperator.In, value, reading);
        if (value.ValueKind != JsonValueKind.Object || IsIdentifier(value))
            return TestReader.Compare(attribute, CriterionOperator.Eq, value, reading);
        if (RangeReader.IsTyped(value))
            return RangeReader.ReadTyped(attribute, value, reading);
        if (RangeReader.IsRange(value))
            return RangeReader.ReadRange(attribute, value, reading);
        return HasDollar(value)
            ? ReadOperators(attribute, value, depth, reading)
            : ReadMembers(value, attribute, depth, reading);
    }

    private static Criterion? ReadOperators(string attribute, JsonElement operators, int depth, Reading reading)
    {
        if (!reading.MayDescend(depth))
            return null;
        var operands = new List<Criterion?>();
        foreach (var member in operators.EnumerateObject())
            operands.Add(ReadOperator(attribute, member, depth, reading));
        return PredicateReader.Joined(operands, static read => new Criterion.Every(read));
    }

    private static Criterion? ReadOperator(string attribute, JsonProperty member, int depth, Reading reading)
    {
        if (member.NameEquals("$not"))
        {
            return member.Value.ValueKind == JsonValueKind.Object && HasDollar(member.Value)
                ? Turned(ReadOperators(attribute, member.Value, depth + 1, reading))
                : reading.Malformed("On an attribute $not takes operators: {\"$not\": {\"$eq\": …}}.");
        }

        return CriterionOperators.TryReadDollar(member.Name, out var operation)
            ? TestReader.Compare(attribute, operation, member.Value, reading)
            : reading.Refused($"The operator {Quoted.Name(member.Name)} is not supported. On an attribute these are: {CriterionOperators.AcceptedInExpressions}.");
    }

    // OpenSPP's lists may be there and empty; they ask nothing then.
    private static bool IsIgnorable(JsonProperty member) =>
        member.Name.StartsWith('@')
        || (member.Name is "seq" or "and" or "or" && (!ValueReader.IsPresent(member.Value) || (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0)));

    private static bool IsIdentifier(JsonElement value) =>
        value.TryGetProperty("identifier_value", out _) || value.TryGetProperty("identifierValue", out _);

    private static bool HasDollar(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
            if (member.Name.StartsWith('$'))
                return true;
        return false;
    }
}
