using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Tells a filter that wants everything from one that is put as a search puts its query, and from one that says nothing.</summary>
internal static class FilterReader
{
    private const string All = "*";

    /// <summary>The rejection when the filter says nothing.</summary>
    /// <param name="criteria">In the form of a search; null for every record of the event.</param>
    public static Rejection? Read(SubscriptionWish wish, out JsonElement? criteria)
    {
        criteria = null;
        var filter = wish.Filter;
        if (filter.ValueKind == JsonValueKind.Object && filter.GetPropertyCount() == 0)
            return new Rejection(QuestionReader.FilterCode, "filter is empty. Say which records are wanted, or give a type and value of * for every record of the event.");
        if (NamesAll(filter, "type"u8) || NamesAll(filter, "identifier_type"u8))
            return IsAll(filter) ? null : new Rejection(QuestionReader.FilterCode, "A filter of type * has the value *.");
        criteria = Criteria(wish.FilterType, filter);
        return null;
    }

    private static bool NamesAll(JsonElement filter, ReadOnlySpan<byte> member) =>
        filter.ValueKind == JsonValueKind.Object && filter.TextOf(member)?.Trim() == All;

    // Beside the type nothing else may narrow what is meant.
    private static bool IsAll(JsonElement filter) =>
        filter.GetPropertyCount() <= 2 && filter.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()!.Trim() == All);

    private static JsonElement Criteria(string? filterType, JsonElement filter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            if (filterType is not null)
                writer.WriteString("query_type"u8, filterType);
            writer.WritePropertyName("query"u8);
            filter.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
