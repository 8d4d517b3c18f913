using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Contract;

/// <summary>Instants on the wire: read only with their offset from UTC, written in UTC with milliseconds.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && InstantText.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Expected a date and time with its offset from UTC, for example 2026-01-31T08:30:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantText.Write(value, stackalloc byte[InstantText.Length]));
}
