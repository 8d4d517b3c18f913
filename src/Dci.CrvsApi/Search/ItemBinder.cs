using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Search;

/// <summary>Binds the items of one message in their order. Of those bound it keeps the references only, to know one that stands twice.</summary>
/// <param name="alone">Whether there is only one.</param>
internal sealed class ItemBinder(bool alone)
{
    private readonly SeenReferences? _seen = alone ? null : new();
    private int _index;

    public SearchItem Bind(JsonElement element)
    {
        var item = SearchItemReader.Read(element, _index++);
        return _seen?.Add(item.ReferenceId) == false
            ? item with { Criteria = null, Malformed = new Rejection("rjct.reference_id.duplicate", "reference_id stands twice in this message.") }
            : item;
    }
}
