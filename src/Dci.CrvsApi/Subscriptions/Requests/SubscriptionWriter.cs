using System.Runtime.InteropServices;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;
using Subscription = Dci.CrvsApi.Registry.Subscriptions.Subscription;
using SubscriptionState = Dci.CrvsApi.Registry.Subscriptions.SubscriptionState;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// Writes subscriptions as they stand. The editions require different members of one, so each has those of both; what was asked is said
/// back, as long as the message does not grow too long by it.
/// </summary>
internal sealed class SubscriptionWriter(Utf8JsonWriter writer, InstantForm instants)
{
    private const int MostEchoed = 1024 * 1024;

    private int _echoed;

    public void Write(SubscriptionFace face)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, "1.0.0"u8);
        writer.WriteString("code"u8, face.Code);
        writer.WriteString("subscription_code"u8, face.Code);
        writer.WriteString("status"u8, StatusWord(face));
        WriteInstant("timestamp"u8, face.Since);
        if (face.Asked is { } asked && Fits(asked))
            WriteAsked(asked);
        if (face.Locale is not null)
            writer.WriteString("locale"u8, face.Locale);
        writer.WriteString("state"u8, StateWord(face.State));
        if (face.Progress is { } progress)
            WriteProgress(progress);
        writer.WriteEndObject();
    }

    public static ReadOnlySpan<byte> StatusWord(SubscriptionFace? face) => face is { Stands: true } ? "subscribe"u8 : "unsubscribe"u8;

    public static ReadOnlySpan<byte> StateWord(SubscriptionState state) => state switch
    {
        SubscriptionState.Active => "active"u8,
        SubscriptionState.Paused => "paused"u8,
        SubscriptionState.Suspended => "suspended"u8,
        SubscriptionState.Ended => "ended"u8,
        SubscriptionState.Expired => "expired"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a subscription."),
    };

    private void WriteAsked(JsonElement asked)
    {
        foreach (var member in asked.EnumerateObject())
            if (member.Name != "reg_sub_type")
                member.WriteTo(writer);
        writer.WritePropertyName("subscribe_criteria"u8);
        asked.WriteTo(writer);
    }

    private void WriteProgress(Subscription progress)
    {
        writer.WriteNumber("last_sequence"u8, progress.LastSequence);
        writer.WriteNumber("waiting"u8, Math.Max(0, progress.LastSequence - progress.DeliveredSequence));
        if (progress.LastDeliveredAt is { } delivered)
            WriteInstant("last_delivered_at"u8, delivered);
        if (progress.FailingSince is { } failing)
            WriteInstant("failing_since"u8, failing);
        if (progress.EndsAt is { } ends)
            WriteInstant("ends_at"u8, ends);
    }

    private bool Fits(JsonElement asked) => (_echoed += JsonMarshal.GetRawUtf8Value(asked).Length) <= MostEchoed;

    private void WriteInstant(ReadOnlySpan<byte> name, DateTimeOffset instant)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteString(name, WireInstant.Write(instant, instants, buffer));
    }
}
