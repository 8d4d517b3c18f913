using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Transactions;
using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Records which subscriptions end, together with the on-unsubscribe message that tells it.</summary>
internal sealed class UnsubscribeCallback(PieceRecorder recorder, Outbox outbox, WorkerIdentity worker, TimeProvider clock)
{
    /// <summary>False when this node does not have the transaction any more.</summary>
    /// <param name="partner">Who is told; null when nobody is.</param>
    public Task<bool> TellAsync(TransactionWork work, Partner? partner, EndingAnswer answer)
    {
        var now = clock.GetUtcNow();
        return recorder.RecordAsync(new WorkedPiece
        {
            TransactionNo = work.TransactionNo,
            WorkerId = worker.Id,
            At = now,
            Items = [.. answer.Outcomes.Select((outcome, index) => new ItemResult(index, outcome.Code, outcome.Reason, null))],
            EndedSubscriptions = [.. answer.Outcomes.SelectMany(outcome => outcome.Ends).Distinct()],
            Delivery = partner is null || work.CallbackAddress is not { } address ? null : Draft(work, partner, new Uri(address), answer, now),
            Finished = answer.IsRejected ? WorkState.Rejected : WorkState.Succeeded,
        });
    }

    private NewDelivery Draft(TransactionWork work, Partner partner, Uri address, EndingAnswer answer, DateTimeOffset now)
    {
        var state = new ReplyState
        {
            Request = JsonSerializer.Deserialize(work.Request.Span, ReplyJson.Default.RequestEcho)!,
            Action = "on-unsubscribe",
            Status = answer.IsRejected ? RequestStatus.Rejected : RequestStatus.Succeeded,
            ReasonMessage = answer.IsRejected ? answer.Fault?.Detail : null,
            TotalCount = work.TotalCount ?? answer.Outcomes.Count,
            CompletedCount = work.TotalCount ?? answer.Outcomes.Count,
        };
        using var message = new PooledBuffer();
        answer.Write(partner.Profile, now, message);
        return outbox.Draft(partner, address, state, work.CorrelationId, message.WrittenMemory.ToArray(), work.Form == ContentForm.Encrypted, now);
    }
}
