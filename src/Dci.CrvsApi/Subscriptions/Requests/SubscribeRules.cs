using System.Runtime.InteropServices;
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>A request to be told, its items bound one by one so that a bad one does not spoil the others.</summary>
/// <param name="TransactionId">As sent; at most 99 characters.</param>
/// <param name="Items">In the order they were sent; never empty.</param>
internal sealed record SubscribeBatch(string TransactionId, IReadOnlyList<SubscribeItem> Items);

/// <summary>The form of a request to be told: what it must say before anybody asks what it means.</summary>
internal static class SubscribeRules
{
    private const int IdLength = 99;
    private const int MostItems = 100;

    // About fifty thousand numbers.
    private const int LongestItem = 1024 * 1024;

    public static Outcome<SubscribeBatch> Read(JsonElement message)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", "err.request.bad", faults);
        var transactionId = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        var requests = reader.Array("subscribe_request"u8, "subscribe_request");
        if (requests is null && faults.TrueForAll(fault => fault.Path != "message.subscribe_request"))
            reader.Refuse("subscribe_request", "is required.");
        if (faults.Count > 0)
            return Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));
        return WhyNot(requests!.Value) is { } failure ? failure : new SubscribeBatch(transactionId, Bind(requests.Value));
    }

    /// <summary>The refusal of a message whose items are all badly formed.</summary>
    public static Failure Malformed(IReadOnlyList<SubscribeItem> items) => Failures.Bad(string.Join(' ', items.Select(item => item.Malformed!.Detail))) with
    {
        Faults = [.. items.Select(item => new ItemFault(item.ReferenceId, item.Malformed!.Code, item.Malformed.Detail))],
    };

    private static Failure? WhyNot(JsonElement requests)
    {
        var count = requests.GetArrayLength();
        if (count == 0)
            return Failures.Bad("message.subscribe_request is empty.");
        if (count > MostItems)
            return Failures.Bad($"message.subscribe_request has {count} items; send at most {MostItems} in one message.") with { HeaderReason = "rjct.total_count.limit_exceeded" };
        return requests.EnumerateArray().Any(item => JsonMarshal.GetRawUtf8Value(item).Length > LongestItem)
            ? Failures.Bad($"message.subscribe_request has an item of more than {LongestItem} bytes; divide its list among several.")
            : null;
    }

    private static List<SubscribeItem> Bind(JsonElement requests)
    {
        var items = new List<SubscribeItem>(requests.GetArrayLength());
        var seen = new SeenReferences();
        foreach (var element in requests.EnumerateArray())
        {
            var item = SubscribeItemReader.Read(element, items.Count);
            items.Add(seen.Add(item.ReferenceId)
                ? item
                : item with { Wish = null, Malformed = new Rejection("rjct.reference_id.duplicate", "reference_id stands twice in this message.") });
        }

        return items;
    }
}
