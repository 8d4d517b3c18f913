using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// What became of a request to be told no more (DCI registry core 1.0.0, UnSubscribeResponse). It is rejected when nothing ended by it;
/// when something did, the codes that did not count are still named.
/// </summary>
internal sealed record EndingAnswer(string TransactionId, string CorrelationId, IReadOnlyList<EndingOutcome> Outcomes)
{
    /// <summary>Why nothing ended, when that is not in the codes.</summary>
    public string? Reason { get; init; }

    public bool IsRejected => Outcomes.All(outcome => outcome.Reason is not null);

    /// <summary>The worst that is to be said of a code; null when each of them counted.</summary>
    public Rejection? Fault
    {
        get
        {
            if (Reason is not null)
                return new Rejection(UnsubscribeDesk.Unknown, Reason);
            if (Named(UnsubscribeDesk.Unknown) is { Length: > 0 } unknown)
                return new Rejection(UnsubscribeDesk.Unknown, $"No subscription of yours is known as {unknown}.");
            return Named(UnsubscribeDesk.Over) is { Length: > 0 } over ? new Rejection(UnsubscribeDesk.Over, $"Ended before: {over}.") : null;
        }
    }

    /// <summary>Appends the message.</summary>
    public void Write(OutputProfile profile, DateTimeOffset now, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, TransactionId);
        writer.WriteString("correlation_id"u8, CorrelationId);
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteString("timestamp"u8, WireInstant.Write(now, profile.Instants, buffer));
        writer.WriteString("status"u8, IsRejected ? "rjct"u8 : "succ"u8);
        if (Fault is { } fault)
        {
            writer.WriteString("status_reason_code"u8, fault.Code);
            ReasonText.Write(writer, "status_reason_message"u8, fault.Detail);
        }

        WriteCodes(writer);
        writer.WriteEndObject();
    }

    // Whatever the reason, none of them stands any more.
    private void WriteCodes(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("subscription_status"u8);
        foreach (var outcome in Outcomes)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, outcome.Code);
            writer.WriteString("status"u8, "unsubscribe"u8);
            if (outcome.Reason is not null)
                writer.WriteString("status_reason_code"u8, outcome.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private string Named(string reason) => string.Join(", ", Outcomes.Where(outcome => outcome.Reason == reason).Select(outcome => outcome.Code).Take(10));
}
