using System.Text.Json;

namespace WebhookReceiver;

/// <summary>A message in a line, without anybody's name.</summary>
public static class Summary
{
    public static string Of(CallbackHeader header, JsonElement message)
    {
        var items = message.TryGetProperty("search_response", out var response) && response.ValueKind == JsonValueKind.Array ? response.EnumerateArray().ToList() : [];
        var records = items.Sum(RecordsOf);
        return $"{header.Status} transaction {Text(message, "transaction_id")}" + (items.Count > 0 ? $", items: {items.Count}, records: {records}" : "") + (header.Encrypted ? ", was encrypted" : "");
    }

    public static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int RecordsOf(JsonElement item) =>
        item.TryGetProperty("data", out var data) && data.TryGetProperty("reg_records", out var records) && records.ValueKind == JsonValueKind.Array ? records.GetArrayLength() : 0;
}
