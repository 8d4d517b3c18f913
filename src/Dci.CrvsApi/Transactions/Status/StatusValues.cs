using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Reads what a question names messages by: a text, a list of texts, or a text with commas.</summary>
internal static class StatusValues
{
    private const int Longest = 99;

    /// <summary>The values without repeats; empty when a fault was noted.</summary>
    /// <param name="several">Whether a comma separates values or belongs to the only one.</param>
    public static IReadOnlyList<string> Read(FieldReader reader, bool several)
    {
        var texts = Texts(reader.Any("attribute_value"u8), several);
        if (texts is null)
            reader.Refuse("attribute_value", "must be a text or a list of texts.");
        else if (texts.Count == 0)
            reader.Refuse("attribute_value", "is required.");
        else if (texts.Count > TransactionState.MostItems)
            reader.Refuse("attribute_value", $"names more than {TransactionState.MostItems}.");
        else if (texts.Any(text => text.Length > Longest))
            reader.Refuse("attribute_value", $"has a name longer than {Longest} characters.");
        else
            return texts;
        return [];
    }

    private static List<string>? Texts(JsonElement? value, bool several) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text when !several => [text.GetString()!],
        { ValueKind: JsonValueKind.String } text => Distinct(text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) =>
            Distinct(list.EnumerateArray().Select(each => each.GetString()!).Where(text => text.Length > 0)),
        _ => null,
    };

    private static List<string> Distinct(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal)];
}
