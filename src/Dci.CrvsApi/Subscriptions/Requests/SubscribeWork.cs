using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Transactions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Makes the subscriptions of an acknowledged request, in one commit with the on-subscribe message that tells of them.</summary>
internal sealed class SubscribeWork(MessageContents contents, SubscribeDesk desk, SubscribeCallback callback, SubscriberTurns turns) : ITransactionWork
{
    public TransactionKind Kind => TransactionKind.Subscribe;

    public async Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
    {
        var items = await ReadAsync(waiting, cancellationToken);
        return await turns.TakeAsync(
            partner.Id,
            async () => await callback.TellAsync(waiting.Work, partner, await desk.DecideAsync(waiting.Work, partner, items, cancellationToken)),
            cancellationToken);
    }

    public async Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken)
    {
        var rejection = new Rejection(QuestionReader.FilterCode, reason);
        IReadOnlyList<SubscribeItem> items;
        try
        {
            items = await ReadAsync(waiting, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or RegisterUnavailableException))
        {
            items = [];
        }

        return await callback.TellAsync(waiting.Work, partner, [.. items.Select(item => SubscribeOutcome.Rejected(item.ReferenceId, rejection))], reason);
    }

    private async Task<IReadOnlyList<SubscribeItem>> ReadAsync(WaitingWork waiting, CancellationToken cancellationToken)
    {
        var batch = SubscribeRules.Read(await contents.ReadAsync(waiting, cancellationToken));
        return batch.Failed ? throw new InvalidDataException($"A stored message can't be read again: {batch.Failure.Detail}") : batch.Value.Items;
    }
}
