using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Search;

/// <summary>The form of a search message: what every item must say before anybody asks what it means.</summary>
internal static class SearchRules
{
    private const int IdLength = 99;

    /// <summary>Binds the message, or says why there is nothing in it to answer.</summary>
    public static Outcome<SearchMessage> Check(JsonElement message, int maxItems)
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

        var items = Bind(requests.Value, count);
        if (items.Exists(item => item.Malformed is null))
            return new SearchMessage(transactionId, items);
        return Failures.Bad(string.Join(' ', items.Select(item => item.Malformed!.Detail))) with
        {
            Faults = [.. items.Select(item => new ItemFault(item.ReferenceId, item.Malformed!.Code, item.Malformed.Detail))],
        };
    }

    private static List<SearchItem> Bind(JsonElement requests, int count)
    {
        var items = new List<SearchItem>(count);
        HashSet<string>? seen = count > 1 ? new(count, StringComparer.Ordinal) : null;
        foreach (var element in requests.EnumerateArray())
        {
            var item = SearchItemReader.Read(element, items.Count);
            if (seen?.Add(item.ReferenceId) == false)
                item = item with { Criteria = null, Malformed = new Rejection("rjct.reference_id.duplicate", "reference_id stands twice in this message.") };
            items.Add(item);
        }

        return items;
    }
}
