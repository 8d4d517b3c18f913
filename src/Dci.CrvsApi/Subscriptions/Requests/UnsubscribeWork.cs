using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Transactions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Ends the subscriptions of an acknowledged request, in one commit with the on-unsubscribe message that tells of it.</summary>
internal sealed class UnsubscribeWork(MessageContents contents, UnsubscribeDesk desk, UnsubscribeCallback callback) : ITransactionWork
{
    public TransactionKind Kind => TransactionKind.Unsubscribe;

    public async Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
    {
        var wish = UnsubscribeRules.Read(await contents.ReadAsync(waiting, cancellationToken));
        if (wish.Failed)
            throw new InvalidDataException($"A stored message can't be read again: {wish.Failure.Detail}");
        var outcomes = await desk.DecideAsync(partner.Id, wish.Value.Codes, cancellationToken);
        return await callback.TellAsync(waiting.Work, partner, new EndingAnswer(waiting.Work.TransactionId, waiting.Work.CorrelationId, outcomes));
    }

    /// <summary>Ends it without having ended anything.</summary>
    public Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken) =>
        callback.TellAsync(waiting.Work, partner, new EndingAnswer(waiting.Work.TransactionId, waiting.Work.CorrelationId, []) { Reason = reason });
}
