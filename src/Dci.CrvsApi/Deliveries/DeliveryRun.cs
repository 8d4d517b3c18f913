using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Takes one delivery from this node's hands to what came of it: prepared, sent, judged. Records nothing and never throws.</summary>
internal sealed partial class DeliveryRun(CallbackWriter writer, CallbackClient client, AttemptHistory history, DeliveryClock time, ILogger<DeliveryRun> logger)
{
    public async Task<Settlement> RunAsync(Delivery delivery, Circuit circuit, CancellationToken stop)
    {
        try
        {
            if (time.Now >= delivery.GiveUpAt)
                return time.Settle(delivery, RetryDecision.Dead("Given up: its time is over."), null);
            return circuit.IsShut ? LeftAlone(delivery) : await SendAsync(delivery, circuit, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return LeftAlone(delivery);
        }
        catch (Exception fault)
        {
            Log.NotPrepared(logger, fault, delivery.MessageId);
            return Waits(delivery, "The server could not prepare it; the log of the server says why.");
        }
    }

    /// <summary>It is not sent, and as due as it was: whoever has room for it when the destination is well again takes it.</summary>
    public Settlement LeftAlone(Delivery delivery) =>
        time.Settle(delivery, RetryDecision.Later(delivery.DueAt, "The destination is left alone until it answers again."), null);

    private async Task<Settlement> SendAsync(Delivery delivery, Circuit circuit, CancellationToken stop)
    {
        var startedAt = time.Now;
        var draft = await writer.PrepareAsync(delivery, startedAt, stop);
        if (draft is CallbackDraft.Impossible impossible)
            return Waits(delivery, impossible.Reason);
        if (draft is CallbackDraft.Over over)
            return time.Settle(delivery, RetryDecision.Dead(over.Reason), null);
        using var callback = ((CallbackDraft.Ready)draft).Callback;
        var from = time.Timestamp;
        var answer = await AnswerAsync(circuit, callback, stop);
        if (answer is null)
            return LeftAlone(delivery);
        var verdict = AnswerRules.Judge(answer);
        if (verdict.Pause is { } pause)
            circuit.Pause(pause);
        var earlier = verdict.Meaning == AnswerMeaning.Delivered ? EarlierAttempts.None : await history.ReadAsync(delivery, stop);
        var decision = time.After(delivery, answer, verdict, earlier, callback.Partner);
        var fault = decision.State == DeliveryState.Delivered ? null : verdict.Fault;
        return time.Settle(delivery, decision, new DeliveryAttempt(delivery.Attempts + 1, startedAt, answer.Status, time.Since(from), fault));
    }

    // An attempt that is cut off by the end of the server may have arrived, so it is on record.
    private async Task<CallbackAnswer?> AnswerAsync(Circuit circuit, PreparedCallback callback, CancellationToken stop)
    {
        try
        {
            return await circuit.SendAsync(client, callback, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new CallbackAnswer(null, DeliveryFault.Stopped);
        }
    }

    private Settlement Waits(Delivery delivery, string reason)
    {
        Log.Waits(logger, delivery.MessageId, delivery.PartnerId, reason);
        return time.Settle(delivery, RetryDecision.Later(time.LookAgain(delivery), reason), null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Delivery {MessageId} could not be prepared.")]
        public static partial void NotPrepared(ILogger logger, Exception fault, string messageId);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {MessageId} to partner {PartnerId} waits: {Reason}")]
        public static partial void Waits(ILogger logger, string messageId, string partnerId, string reason);
    }
}
