using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>Writes down the items of a long search before the work on it begins, so that one may ask after each of them.</summary>
internal sealed class SearchListing(ITransactionLog log, MessageContents contents)
{
    private const int AtOnce = 1000;

    /// <summary>Number of items of the whole message, every one of which is listed.</summary>
    public async ValueTask<int> EnsureAsync(WaitingWork waiting, CancellationToken cancellationToken)
    {
        // Short messages were listed with the acknowledgement; nothing is done before everything is listed.
        if (waiting.Work.TotalCount is { } known && (known <= Intention.MostListed || waiting.Completed > 0))
            return known;
        var count = 0;
        await foreach (var items in contents.ReadPiecesAsync(waiting, 0, AtOnce, cancellationToken))
        {
            await log.ListItemsAsync(waiting.Work.TransactionNo, count, Array.ConvertAll(items, item => item.ReferenceId), cancellationToken);
            count += items.Length;
        }

        return count;
    }
}
