using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Answers an acknowledged question about earlier messages.</summary>
internal sealed class StatusWork(MessageContents contents, StatusFinder finder, PieceRecorder recorder, Outbox outbox, WorkerIdentity worker, TimeProvider clock) : ITransactionWork
{
    public TransactionKind Kind => TransactionKind.TxnStatus;

    public async Task<bool> CarryOutAsync(WaitingWork waiting, Partner partner, CancellationToken cancellationToken)
    {
        var question = StatusRules.Check(await contents.ReadAsync(waiting, cancellationToken));
        if (question.Failed)
            throw new InvalidDataException($"A stored question can't be read again: {question.Failure.Detail}");
        var answer = await finder.FindAsync(partner, question.Value, waiting.Work.CorrelationId, cancellationToken);
        var now = clock.GetUtcNow();
        var delivery = waiting.Work.CallbackAddress is { } address ? Draft(waiting.Work, partner, new Uri(address), answer, now) : null;
        return await FinishAsync(waiting.Work, delivery, answer.Known ? WorkState.Succeeded : WorkState.Rejected, now);
    }

    /// <summary>Ends it without an answer: what it asked can be asked again.</summary>
    public Task<bool> RejectAsync(WaitingWork waiting, Partner? partner, string reason, CancellationToken cancellationToken) =>
        FinishAsync(waiting.Work, null, WorkState.Rejected, clock.GetUtcNow());

    private NewDelivery Draft(TransactionWork work, Partner partner, Uri address, StatusAnswer answer, DateTimeOffset now)
    {
        var request = JsonSerializer.Deserialize(work.Request.Span, ReplyJson.Default.RequestEcho)!;
        using var message = new PooledBuffer();
        StatusWriter.Write(answer, partner.Profile, now, message);
        return outbox.Draft(partner, address, StatusWriter.State(answer, request), work.CorrelationId, message.WrittenMemory.ToArray(), work.Form == ContentForm.Encrypted, now);
    }

    private Task<bool> FinishAsync(TransactionWork work, NewDelivery? delivery, WorkState finished, DateTimeOffset now) => recorder.RecordAsync(new WorkedPiece
    {
        TransactionNo = work.TransactionNo,
        WorkerId = worker.Id,
        At = now,
        Delivery = delivery,
        Finished = finished,
    });
}
