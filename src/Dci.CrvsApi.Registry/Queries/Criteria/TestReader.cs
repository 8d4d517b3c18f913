using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>Reads one comparison: <c>{attribute_name, operator, attribute_value}</c>, or OpenSPP's <c>{attribute, operator, value}</c>.</summary>
internal static class TestReader
{
    public static bool IsTest(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("operator", out _)
        && (element.TryGetProperty("attribute_name", out _) || element.TryGetProperty("attribute", out _) || element.TryGetProperty("attributeName", out _));

    public static Criterion? Read(JsonElement element, string where, Reading reading)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return reading.Malformed($"{where} has to be an object with attribute_name, operator and attribute_value.");

        JsonElement attribute = default, operation = default, value = default;
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "attribute_name" or "attribute" or "attributeName":
                    attribute = member.Value;
                    break;
                case "operator":
                    operation = member.Value;
                    break;
                case "attribute_value" or "value" or "attributeValue":
                    value = member.Value;
                    break;
                case var name when name.StartsWith('@'):
                    break;
                default:
                    return reading.Malformed($"{where} has the unknown member {Quoted.Name(member.Name)}; it takes attribute_name, operator and attribute_value.");
            }
        }

        return Read(attribute, operation, value, where, reading);
    }

    private static Criterion? Read(JsonElement attribute, JsonElement operation, JsonElement value, string where, Reading reading)
    {
        if (attribute.ValueKind != JsonValueKind.String || !ValueReader.IsPresent(attribute))
            return reading.Malformed($"{where} has no attribute_name.");
        if (operation.ValueKind != JsonValueKind.String || !ValueReader.IsPresent(operation))
            return reading.Malformed($"{where} has no operator.");

        var name = attribute.GetString()!;
        var word = operation.GetString()!;
        if (!CriterionOperators.TryRead(word, out var read))
            return reading.Refused($"The operator {Quoted.Name(word)} is not known. Known are {CriterionOperators.Accepted}.");
        return Compare(name, read, value, reading);
    }

    /// <summary>A comparison whose operator is already read.</summary>
    public static Criterion? Compare(string attribute, CriterionOperator operation, JsonElement value, Reading reading)
    {
        if (!reading.MayTest())
            return null;
        var splits = operation is CriterionOperator.In or CriterionOperator.NotIn;
        return ValueReader.Read(value, splits, attribute, reading) is { } values ? new Criterion.Test(attribute, operation, values) : null;
    }
}
