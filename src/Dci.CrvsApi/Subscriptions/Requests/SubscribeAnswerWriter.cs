using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Writes what became of a request to be told (DCI registry core 1.0.0, SubscribeResponse).</summary>
internal static class SubscribeAnswerWriter
{
    /// <summary>Appends the message.</summary>
    public static void Write(TransactionWork work, IReadOnlyList<SubscribeOutcome> outcomes, OutputProfile profile, DateTimeOffset now, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        var subscriptions = new SubscriptionWriter(writer, profile.Instants);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, work.TransactionId);
        writer.WriteString("correlation_id"u8, work.CorrelationId);
        writer.WriteStartArray("subscribe_response"u8);
        foreach (var outcome in outcomes)
            WriteItem(writer, subscriptions, outcome, profile.Instants, now);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, SubscriptionWriter subscriptions, SubscribeOutcome outcome, InstantForm instants, DateTimeOffset now)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteStartObject();
        writer.WriteString("reference_id"u8, outcome.ReferenceId);
        writer.WriteString("timestamp"u8, WireInstant.Write(now, instants, buffer));
        writer.WriteString("status"u8, outcome.Rejection is null ? "succ"u8 : "rjct"u8);
        if (outcome.Rejection is { } rejection)
        {
            writer.WriteString("status_reason_code"u8, rejection.Code);
            ReasonText.Write(writer, "status_reason_message"u8, rejection.Detail);
        }

        if (outcome.Standing is { } face)
        {
            writer.WriteStartArray("subscriptions"u8);
            subscriptions.Write(face);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
