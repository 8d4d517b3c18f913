using System.Text.Json;

namespace Dci.CrvsApi.Search;

/// <summary>A search message whose items are bound one after another, as somebody asks for them.</summary>
/// <param name="TransactionId">As sent; at most 99 characters.</param>
/// <param name="Requests">The list of items; alive as long as the message it was read from.</param>
/// <param name="Count">How many there are; at least one.</param>
internal sealed record SearchBatch(string TransactionId, JsonElement Requests, int Count)
{
    /// <summary>The items in their order, each bound when it is asked for.</summary>
    public IEnumerable<SearchItem> Items()
    {
        var binder = new ItemBinder(alone: Count == 1);
        foreach (var element in Requests.EnumerateArray())
            yield return binder.Bind(element);
    }
}
