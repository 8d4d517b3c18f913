using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>Reads the values of a comparison: text, numbers, lists in every form that clients send, and identifiers with their type.</summary>
internal static class ValueReader
{
    private static readonly string[] ListNames = ["values", "$in", "$nin"];

    /// <summary>Reads one or more values; null, with a fault, when there is none or one can't be read.</summary>
    /// <param name="element">The value as sent.</param>
    /// <param name="splits">Text is a list with commas, as <c>in</c> has no legal array in the standard.</param>
    /// <param name="attribute">Named in faults.</param>
    /// <param name="reading">Takes the faults.</param>
    public static IReadOnlyList<CriterionValue>? Read(JsonElement element, bool splits, string attribute, Reading reading)
    {
        var list = ListOf(element) ?? element;
        if (list.ValueKind == JsonValueKind.Array)
            return ReadArray(list, attribute, reading);
        if (splits && list.ValueKind == JsonValueKind.String)
            return Split(list.GetString()!, attribute, reading);
        return TryReadOne(list, attribute, reading, out var value) && reading.MaySpend(1) ? [value] : null;
    }

    /// <summary>Whether the member is there: the standard's samples send "" for what is absent.</summary>
    public static bool IsPresent(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => !element.ValueEquals(ReadOnlySpan<byte>.Empty),
        _ => true,
    };

    private static JsonElement? ListOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() != 1)
            return null;
        foreach (var name in ListNames)
            if (element.TryGetProperty(name, out var list))
                return list;
        return null;
    }

    private static List<CriterionValue>? ReadArray(JsonElement array, string attribute, Reading reading)
    {
        if (!reading.MaySpend(array.GetArrayLength()))
            return null;
        var values = new List<CriterionValue>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (!TryReadOne(item, attribute, reading, out var value))
                return null;
            values.Add(value);
        }

        if (values.Count > 0)
            return values;
        reading.Malformed($"The list of values for {Quoted.Name(attribute)} is empty.");
        return null;
    }

    private static List<CriterionValue>? Split(string text, string attribute, Reading reading)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!reading.MaySpend(parts.Length))
            return null;
        if (parts.Length > 0)
            return Array.TrueForAll(parts, part => MayBe(part, attribute, reading)) ? [.. parts.Select(part => new CriterionValue(part))] : null;
        reading.Malformed($"The list of values for {Quoted.Name(attribute)} is empty.");
        return null;
    }

    private static bool TryReadOne(JsonElement element, string attribute, Reading reading, out CriterionValue value) =>
        TryReadAny(element, attribute, reading, out value) && MayBe(value.Text, attribute, reading);

    /// <summary>False, with a fault, when the text is longer than anything a register holds.</summary>
    private static bool MayBe(string text, string attribute, Reading reading)
    {
        if (text.Length <= Reading.LongestValue)
            return true;
        reading.Malformed($"A value of {Quoted.Name(attribute)} is longer than {Reading.LongestValue} characters.");
        return false;
    }

    private static bool TryReadAny(JsonElement element, string attribute, Reading reading, out CriterionValue value)
    {
        value = default;
        switch (element.ValueKind)
        {
            case JsonValueKind.String when element.GetString() is { } text && !string.IsNullOrWhiteSpace(text):
                value = new CriterionValue(text);
                return true;
            case JsonValueKind.Number:
                value = new CriterionValue(element.GetRawText());
                return true;
            case JsonValueKind.Object when TryReadIdentifier(element, out value):
                return true;
            case JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined:
                reading.Malformed($"{Quoted.Name(attribute)} has no value.");
                return false;
            default:
                reading.Malformed($"The value of {Quoted.Name(attribute)} has to be text or a number.");
                return false;
        }
    }

    private static bool TryReadIdentifier(JsonElement element, out CriterionValue value)
    {
        value = default;
        string? type = null, text = null;
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "identifier_type" or "identifierType" when member.Value.ValueKind == JsonValueKind.String:
                    type = member.Value.GetString();
                    break;
                case "identifier_value" or "identifierValue" when member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number:
                    text = member.Value.ToString();
                    break;
                case var name when name.StartsWith('@'):
                    break;
                default:
                    return false;
            }
        }

        if (string.IsNullOrWhiteSpace(type) || string.IsNullOrWhiteSpace(text))
            return false;
        value = new CriterionValue(text, type);
        return true;
    }
}
