using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Transactions;

/// <summary>Records what items of an asynchronous search came to, together with the on-search message that tells it.</summary>
internal sealed class SearchCallback(PieceRecorder recorder, Outbox outbox, SearchAnswerWriter writer, WorkerIdentity worker, TimeProvider clock)
{
    /// <summary>False when this node does not have the transaction any more.</summary>
    /// <param name="total">Number of items of the whole message.</param>
    /// <param name="partner">Who is told; null when nobody is.</param>
    public Task<bool> TellAsync(WaitingWork waiting, int total, Partner? partner, ArraySegment<ItemOutcome> outcomes)
    {
        var rejected = outcomes.Count(outcome => outcome.Refusal is not null);
        var (completed, rejectedInAll) = (waiting.Completed + outcomes.Count, waiting.Rejected + rejected);
        WorkState? finished = completed < total ? null : rejectedInAll == completed ? WorkState.Rejected : WorkState.Succeeded;
        return RecordAsync(waiting, partner, outcomes, new Progress(total, completed, finished), rejected);
    }

    /// <summary>Ends a transaction whose items can't be read any more; false as above.</summary>
    public Task<bool> EndAsync(WaitingWork waiting, Partner? partner, string reason)
    {
        var total = waiting.Work.TotalCount ?? waiting.Completed;
        return RecordAsync(waiting, partner, [], new Progress(total, total, WorkState.Rejected) { Reason = reason }, 0);
    }

    private async Task<bool> RecordAsync(WaitingWork waiting, Partner? partner, ArraySegment<ItemOutcome> outcomes, Progress progress, int rejected)
    {
        var now = clock.GetUtcNow();
        var delivery = partner is null || waiting.Work.CallbackAddress is not { } address ? null : Draft(waiting, partner, new Uri(address), outcomes, progress, now);
        var recorded = await recorder.RecordAsync(new WorkedPiece
        {
            TransactionNo = waiting.Work.TransactionNo,
            WorkerId = worker.Id,
            At = now,
            Items = [.. outcomes.Select((outcome, index) => Result(waiting.Completed + index, outcome.Item))],
            // What is not sent was not disclosed: a status tells no record.
            Disclosures = delivery is null ? [] : [.. outcomes.Select(outcome => outcome.Disclosure).OfType<Disclosure>()],
            Delivery = delivery,
            TotalCount = progress.Total,
            Finished = progress.Finished,
        });
        if (recorded)
            waiting.Advance(outcomes.Count, rejected);
        return recorded;
    }

    private Registry.Deliveries.NewDelivery Draft(WaitingWork waiting, Partner partner, Uri address, ArraySegment<ItemOutcome> outcomes, Progress progress, DateTimeOffset now)
    {
        var work = waiting.Work;
        var answer = new SearchAnswer
        {
            Request = JsonSerializer.Deserialize(work.Request.Span, ReplyJson.Default.RequestEcho)!,
            MessageId = "",
            ServerId = "",
            CorrelationId = work.CorrelationId,
            At = now,
            Items = [.. outcomes.Select(outcome => outcome.Item)],
        };
        using var message = new PooledBuffer();
        writer.WriteMessage(answer, partner, message);
        return outbox.Draft(partner, address, State(answer, progress), work.CorrelationId, message.WrittenMemory.ToArray(), work.Form == ContentForm.Encrypted, now);
    }

    private static ReplyState State(SearchAnswer answer, Progress progress) => answer.State with
    {
        Status = progress.Finished switch
        {
            null => RequestStatus.Pending,
            WorkState.Rejected => RequestStatus.Rejected,
            _ => RequestStatus.Succeeded,
        },
        ReasonMessage = progress.Finished == WorkState.Rejected ? progress.Reason ?? answer.State.ReasonMessage : null,
        TotalCount = progress.Total,
        CompletedCount = progress.Completed,
    };

    private static ItemResult Result(int ordinal, AnsweredItem item) => item is AnsweredItem.Refused refused
        ? new ItemResult(ordinal, item.ReferenceId, refused.Code, ReasonText.Fit(refused.Detail).ToString())
        : new ItemResult(ordinal, item.ReferenceId, null, null);

    private sealed record Progress(int Total, int Completed, WorkState? Finished)
    {
        public string? Reason { get; init; }
    }
}
