using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Contract;

/// <summary>Instants on the wire: read only with their offset from UTC, written in UTC with milliseconds.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The one spelling of an instant that this server writes.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && InstantText.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Expected a date and time with its offset from UTC, for example 2026-01-31T08:30:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
