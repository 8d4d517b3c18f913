using System.Runtime.CompilerServices;
using System.Text.Json;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Transactions;

/// <summary>Reads again what was taken in: a short message whole, a long one item by item.</summary>
internal sealed class MessageContents(IContentStore contents, MessageCipher cipher, PieceTurns turns, TimeProvider clock)
{
    /// <summary>The message in clear, which nobody need dispose of: its items outlive the reading of them.</summary>
    public async ValueTask<JsonElement> ReadAsync(WaitingWork waiting, CancellationToken cancellationToken)
    {
        if (!waiting.Clear.IsEmpty)
            return JsonElement.Parse(waiting.Clear.Span);
        var stored = waiting.Work.ContentId is { } contentId ? await ReadAsync(contentId, cancellationToken) : waiting.Work.Content;
        if (waiting.Work.Form != ContentForm.Encrypted)
            return JsonElement.Parse(stored.Span);
        var opened = cipher.Reopen(stored, waiting.Work.PartnerId, clock.GetUtcNow());
        if (opened.Failed)
            throw new InvalidDataException($"A stored message can't be decrypted again: {opened.Failure.Detail}");
        using var message = opened.Value;
        return message.Json.Clone();
    }

    /// <summary>The items of a search in their order, so many at a time; each is bound when it is asked for, and long work waits for its turn.</summary>
    /// <param name="from">How many are passed over.</param>
    public IAsyncEnumerable<SearchItem[]> ReadPiecesAsync(WaitingWork waiting, int from, int size, CancellationToken cancellationToken)
    {
        var pieces = ReadItemsAsync(waiting, cancellationToken).Skip(from).Chunk(size);
        return waiting.Size.Long ? turns.EachAsync(pieces, cancellationToken) : pieces;
    }

    private async IAsyncEnumerable<SearchItem> ReadItemsAsync(WaitingWork waiting, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (waiting is { Clear.IsEmpty: true, Work: { Form: ContentForm.Json, ContentId: { } contentId } })
        {
            await using var stream = Open(contentId);
            var binder = new ItemBinder(alone: false);
            await foreach (var element in new JsonArrayStream(stream, "search_request").ReadAsync(cancellationToken))
                yield return binder.Bind(element);
        }
        else if (waiting.Work.Form == ContentForm.Csv)
        {
            await using var stream = waiting.Work.ContentId is { } tableId ? Open(tableId) : new MemoryContent(waiting.Work.Content);
            foreach (var item in TableItems.Read(stream, waiting.Work.AcceptedAt))
                yield return item;
        }
        else
        {
            var batch = SearchRules.Open(await ReadAsync(waiting, cancellationToken), int.MaxValue);
            if (batch.Failed)
                throw new InvalidDataException($"A stored message can't be read again: {batch.Failure.Detail}");
            foreach (var item in batch.Value.Items())
                yield return item;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long contentId, CancellationToken cancellationToken)
    {
        await using var stream = Open(contentId);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private Stream Open(long contentId) =>
        contents.OpenRead(contentId) ?? throw new InvalidDataException($"Content {contentId} of a transaction is gone.");
}
