using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Dci.CrvsApi.Telemetry;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Answers an acknowledged search in pieces, each of which is recorded and sent by itself. The same rules and the same handler as at once.</summary>
internal sealed class SearchWork(
    MessageContents contents, SearchListing listing, SearchHandler handler, SearchCallback callback, CrvsMetrics metrics, IOptions<TransactionOptions> options) : ITransactionWork
{
    public TransactionKind Kind => TransactionKind.Search;

    public async Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
    {
        var total = await listing.EnsureAsync(waiting, cancellationToken);
        await foreach (var piece in contents.ReadPiecesAsync(waiting, waiting.Completed, PieceOf(partner), cancellationToken))
        {
            var outcomes = await handler.AnswerAsync(partner, piece, cancellationToken);
            if (!await TellAsync(waiting, total, partner, outcomes))
                return false;
            metrics.Answered(outcomes);
        }

        return waiting.Completed >= total ? true : throw new InvalidDataException("A stored message has fewer items than were counted.");
    }

    public async Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken)
    {
        try
        {
            return await RejectItemsAsync(waiting, partner, reason, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or RegisterUnavailableException))
        {
            return await callback.EndAsync(waiting, partner, reason);
        }
    }

    private async Task<bool> RejectItemsAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken)
    {
        var total = await listing.EnsureAsync(waiting, cancellationToken);
        var rejection = new Rejection("rjct.search_criteria.invalid", reason);
        await foreach (var piece in contents.ReadPiecesAsync(waiting, waiting.Completed, PieceOf(partner), cancellationToken))
        {
            if (!await callback.TellAsync(waiting, total, partner, piece.Select(item => ItemOutcome.Refused(item.ReferenceId, rejection, RefusalKind.Meaning)).ToArray()))
                return false;
        }

        return true;
    }

    private async Task<bool> TellAsync(WaitingWork waiting, int total, Partner partner, ItemOutcome[] outcomes)
    {
        var most = partner.Limits.CallbackBytes ?? options.Value.CallbackBytes;
        for (var told = 0; told < outcomes.Length;)
        {
            var count = Fitting(outcomes.AsSpan(told), most);
            if (!await callback.TellAsync(waiting, total, partner, new ArraySegment<ItemOutcome>(outcomes, told, count)))
                return false;
            told += count;
        }

        return true;
    }

    private int PieceOf(Partner? partner) => partner?.Limits.CallbackItems ?? options.Value.CallbackItems;

    /// <summary>How many of the next outcomes go into one message; at least one.</summary>
    private static int Fitting(ReadOnlySpan<ItemOutcome> outcomes, int mostBytes)
    {
        var (count, bytes) = (1, AnswerSize.Estimate(outcomes[0].Item));
        while (count < outcomes.Length && (bytes += AnswerSize.Estimate(outcomes[count].Item)) <= mostBytes)
            count++;
        return count;
    }
}
