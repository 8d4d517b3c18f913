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

/// <summary>Records what the items of a request to be told came to, together with the on-subscribe message that tells it.</summary>
internal sealed class SubscribeCallback(PieceRecorder recorder, Outbox outbox, WorkerIdentity worker, TimeProvider clock)
{
    /// <summary>False when this node does not have the transaction any more.</summary>
    /// <param name="partner">Who is told; null when nobody is.</param>
    /// <param name="reason">Why everything is rejected, when the items do not say.</param>
    public Task<bool> TellAsync(TransactionWork work, Partner? partner, IReadOnlyList<SubscribeOutcome> outcomes, string? reason = null)
    {
        var now = clock.GetUtcNow();
        var rejected = outcomes.All(outcome => outcome.Rejection is not null);
        return recorder.RecordAsync(new WorkedPiece
        {
            TransactionNo = work.TransactionNo,
            WorkerId = worker.Id,
            At = now,
            Items = [.. outcomes.Select((outcome, index) => Result(index, outcome))],
            Subscriptions = [.. outcomes.Select(outcome => outcome.Made).OfType<Registry.Subscriptions.NewSubscription>()],
            Delivery = partner is null || work.CallbackAddress is not { } address
                ? null
                : Draft(work, partner, new Uri(address), outcomes, State(work, outcomes, rejected, reason), now),
            Finished = rejected ? WorkState.Rejected : WorkState.Succeeded,
        });
    }

    private NewDelivery Draft(TransactionWork work, Partner partner, Uri address, IReadOnlyList<SubscribeOutcome> outcomes, ReplyState state, DateTimeOffset now)
    {
        using var message = new PooledBuffer();
        SubscribeAnswerWriter.Write(work, outcomes, partner.Profile, now, message);
        return outbox.Draft(partner, address, state, work.CorrelationId, message.WrittenMemory.ToArray(), work.Form == ContentForm.Encrypted, now);
    }

    private static ReplyState State(TransactionWork work, IReadOnlyList<SubscribeOutcome> outcomes, bool rejected, string? reason) => new()
    {
        Request = JsonSerializer.Deserialize(work.Request.Span, ReplyJson.Default.RequestEcho)!,
        Action = "on-subscribe",
        Status = rejected ? RequestStatus.Rejected : RequestStatus.Succeeded,
        ReasonMessage = rejected ? reason ?? outcomes[0].Rejection!.Detail : null,
        TotalCount = work.TotalCount ?? outcomes.Count,
        CompletedCount = work.TotalCount ?? outcomes.Count,
    };

    private static ItemResult Result(int ordinal, SubscribeOutcome outcome) =>
        new(ordinal, outcome.ReferenceId, outcome.Rejection?.Code, outcome.Rejection is { } rejection ? ReasonText.Fit(rejection.Detail).ToString() : null);
}
