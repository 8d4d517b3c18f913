using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>What a message that goes out as it is has in its HTTP headers.</summary>
/// <param name="Topic">The topic as the subscriber named it; null where the binding has no links.</param>
/// <param name="EventId">Of the change it tells.</param>
/// <param name="Sequence">The number of the event among those of the subscription.</param>
internal sealed record RawNotice(string? Topic, Guid EventId, long Sequence)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, RawNoticeJson.Default.RawNotice);

    public static RawNotice Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, RawNoticeJson.Default.RawNotice)!;
}

/// <summary>How it is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RawNotice))]
internal sealed partial class RawNoticeJson : JsonSerializerContext;
