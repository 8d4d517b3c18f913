using System.Globalization;
using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>
/// Reads a predicate list. The standard leaves open how its elements combine: here all of them have to hold, in the order
/// of seq_num, those without one last. Inside an element <c>and</c> and <c>or</c> join expression1, expression2 and further
/// ones; <c>not</c> turns round every expression after the first, or the only one.
/// </summary>
internal static class PredicateReader
{
    public static bool IsElement(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("expression1", out _);

    public static Criterion? ReadList(JsonElement list, int depth, Reading reading)
    {
        if (!reading.MayDescend(depth))
            return null;
        if (list.GetArrayLength() == 0)
            return reading.Malformed("The predicate list is empty.");

        var alone = list.GetArrayLength() == 1;
        var elements = new List<(double Order, Criterion? Criterion)>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
            elements.Add((OrderOf(element, reading), ReadItem(element, alone, depth + 1, reading)));
        return Joined(elements.OrderBy(element => element.Order).Select(element => element.Criterion), static operands => new Criterion.Every(operands));
    }

    /// <summary>Joins what could be read; null when one could not, one alone stays as it is.</summary>
    public static Criterion? Joined(IEnumerable<Criterion?> criteria, Func<IReadOnlyList<Criterion>, Criterion> join)
    {
        var operands = new List<Criterion>();
        foreach (var criterion in criteria)
        {
            if (criterion is null)
                return null;
            operands.Add(criterion);
        }

        return operands.Count == 1 ? operands[0] : join(operands);
    }

    private static Criterion? ReadItem(JsonElement element, bool alone, int depth, Reading reading)
    {
        if (IsElement(element))
            return ReadElement(element, alone, depth, reading);
        if (TestReader.IsTest(element))
            return TestReader.Read(element, "An element of the predicate list", reading);
        return reading.Malformed("Each element of a predicate list has to be an object with expression1.");
    }

    public static Criterion? ReadElement(JsonElement element, bool alone, int depth, Reading reading)
    {
        if (!reading.MayDescend(depth))
            return null;

        var condition = "";
        var expressions = new SortedList<int, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("seq_num") || member.Name.StartsWith('@'))
                continue;
            if (member.NameEquals("condition"))
            {
                if (!TryReadCondition(member.Value, reading, out condition))
                    return null;
            }
            else if (TryReadNumber(member.Name, out var number))
            {
                if (ValueReader.IsPresent(member.Value))
                    expressions[number] = member.Value;
            }
            else
            {
                return reading.Malformed($"An element of the predicate list has the unknown member {Quoted.Name(member.Name)}.");
            }
        }

        if (!expressions.ContainsKey(1))
            return reading.Malformed("An element of the predicate list has no expression1.");
        if (expressions.Count == 1 && condition == "or" && !alone)
            return reading.Malformed("The condition 'or' joins expression1 with expression2, which is missing.");
        return Combine(expressions, condition, depth, reading);
    }

    private static Criterion? Combine(SortedList<int, JsonElement> expressions, string condition, int depth, Reading reading)
    {
        var operands = new List<Criterion?>(expressions.Count);
        foreach (var (number, expression) in expressions)
        {
            var operand = ReadExpression(expression, number, depth, reading);
            var turned = condition == "not" && (expressions.Count == 1 || number > 1);
            operands.Add(operand is not null && turned ? new Criterion.Never(operand) : operand);
        }

        return condition == "or"
            ? Joined(operands, static read => new Criterion.Either(read))
            : Joined(operands, static read => new Criterion.Every(read));
    }

    private static Criterion? ReadExpression(JsonElement expression, int number, int depth, Reading reading) =>
        IsElement(expression)
            ? ReadElement(expression, alone: true, depth + 1, reading)
            : TestReader.Read(expression, string.Create(CultureInfo.InvariantCulture, $"expression{number}"), reading);

    private static bool TryReadNumber(string name, out int number)
    {
        number = 0;
        return name.StartsWith("expression", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan("expression".Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }

    private static bool TryReadCondition(JsonElement element, Reading reading, out string condition)
    {
        condition = "";
        if (!ValueReader.IsPresent(element))
            return true;
        if (element.ValueKind == JsonValueKind.String)
            condition = element.GetString()!.Trim().ToLowerInvariant();
        if (condition is "and" or "or" or "not")
            return true;
        reading.Malformed("A condition has to be 'and', 'or' or 'not'.");
        return false;
    }

    private static double OrderOf(JsonElement element, Reading reading)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("seq_num", out var order) || !ValueReader.IsPresent(order))
            return double.PositiveInfinity;
        if (order.ValueKind == JsonValueKind.Number && order.TryGetDouble(out var number))
            return number;
        if (order.ValueKind == JsonValueKind.String && double.TryParse(order.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return number;
        reading.Malformed("A seq_num has to be a number.");
        return double.PositiveInfinity;
    }
}
