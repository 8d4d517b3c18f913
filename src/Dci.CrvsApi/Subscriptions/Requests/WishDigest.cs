using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Signing.Canonical;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// Names what somebody wishes to be told, so that the same wish is recognised: which changes of which records, where, when, in which
/// language and whether encrypted. The order of members and the reasons given do not make it another.
/// </summary>
internal static class WishDigest
{
    public static byte[] Of(WishReading.Understood wish, SubscriptionWish asked, string? address)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("events"u8, string.Join(',', wish.Definition.Events));
            writer.WriteNumber("kinds"u8, (int)wish.Kinds);
            writer.WriteString("address"u8, address);
            writer.WriteString("locale"u8, wish.Definition.Locale);
            writer.WriteBoolean("encrypt"u8, wish.Definition.Encrypt);
            writer.WriteString("cron"u8, wish.Timetable.Cron);
            if (asked.StartTime is { } starts)
                writer.WriteString("starts"u8, starts.UtcDateTime);
            if (asked.EndTime is { } ends)
                writer.WriteString("ends"u8, ends.UtcDateTime);
            writer.WriteEndObject();
        }

        if (wish.Definition.Criteria is { } criteria && !SortedJson.Ascii.TryWrite(criteria, buffer))
            throw new InvalidOperationException("A filter that was understood has no canonical form.");
        return SHA256.HashData(buffer.WrittenSpan);
    }
}
