using System.Runtime.InteropServices;
using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Search;

/// <summary>The form of a search message: what every item must say before anybody asks what it means.</summary>
internal static class SearchRules
{
    private const int IdLength = 99;

    // Whoever works through a long message holds one item at a time.
    private const int LongestItem = 1024 * 1024;

    /// <summary>Binds the message, or says why there is nothing in it to answer.</summary>
    public static Outcome<SearchMessage> Check(JsonElement message, int maxItems)
    {
        var batch = Open(message, maxItems);
        if (batch.Failed)
            return batch.Failure;
        List<SearchItem> items = [.. batch.Value.Items()];
        return items.Exists(item => item.Malformed is null) ? new SearchMessage(batch.Value.TransactionId, items) : Malformed(items);
    }

    /// <summary>The message with its items not yet looked at, or why there is nothing in it to look at.</summary>
    public static Outcome<SearchBatch> Open(JsonElement message, int maxItems)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", "err.request.bad", faults);
        var transactionId = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        var requests = reader.Array("search_request"u8, "search_request");
        if (requests is null && faults.All(fault => fault.Path != "message.search_request"))
            reader.Refuse("search_request", "is required.");
        if (faults.Count > 0)
            return Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));

        var count = requests!.Value.GetArrayLength();
        if (count == 0)
            return Failures.Bad("message.search_request is empty.");
        if (count > maxItems)
            return Failures.Bad($"message.search_request has {count} items; send at most {maxItems} in one message.") with { HeaderReason = "rjct.total_count.limit_exceeded" };

        return HasLongItem(requests.Value)
            ? Failures.Bad($"message.search_request has an item of more than {LongestItem} bytes; ask for less at once.")
            : new SearchBatch(transactionId, requests.Value, count);
    }

    private static bool HasLongItem(JsonElement requests)
    {
        foreach (var item in requests.EnumerateArray())
            if (JsonMarshal.GetRawUtf8Value(item).Length > LongestItem)
                return true;
        return false;
    }

    /// <summary>The refusal of a message whose items are all badly formed.</summary>
    public static Failure Malformed(IReadOnlyCollection<SearchItem> items) => Failures.Bad(string.Join(' ', items.Select(item => item.Malformed!.Detail))) with
    {
        Faults = [.. items.Select(item => new ItemFault(item.ReferenceId, item.Malformed!.Code, item.Malformed.Detail))],
    };
}
