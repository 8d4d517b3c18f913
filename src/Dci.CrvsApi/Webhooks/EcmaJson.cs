using System.Globalization;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Signing.Canonical;

namespace Dci.CrvsApi.Webhooks;

/// <summary>
/// JSON as ECMAScript's <c>JSON.stringify</c> writes it: a receiver that parses a body and writes it out again to look at its signature finds the same bytes.
/// </summary>
internal static class EcmaJson
{
    /// <summary>The same JSON, valid and with UTF-8 in its strings, in that form. Members keep their order.</summary>
    public static byte[] Write(ReadOnlySpan<byte> json)
    {
        var output = new StringBuilder(json.Length);
        var reader = new Utf8JsonReader(json);
        var isFirst = true;
        while (reader.Read())
            isFirst = Write(ref reader, output, isFirst);
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    /// <summary>Writes one token; whether the next one is the first of its kind in its place.</summary>
    private static bool Write(ref Utf8JsonReader reader, StringBuilder output, bool isFirst)
    {
        if (!isFirst && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            output.Append(',');
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                WriteText(reader.ValueSpan, output);
                output.Append(':');
                return true;
            case JsonTokenType.String:
                WriteText(reader.ValueSpan, output);
                return false;
            case JsonTokenType.Number:
                output.Append(EcmaScriptNumber.Format(reader.GetDouble()));
                return false;
            default:
                output.Append(Encoding.ASCII.GetString(reader.ValueSpan));
                return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        }
    }

    private static void WriteText(ReadOnlySpan<byte> raw, StringBuilder output)
    {
        if (!JsonText.TryUnescape(raw, out var text))
            throw new ArgumentException("The JSON is not UTF-8.", nameof(raw));
        output.Append('"');
        for (var at = 0; at < text.Length; at++)
        {
            if (JsonEscapes.Short(text[at]) is { } name)
                output.Append('\\').Append(name);
            else if (text[at] < ' ' || (char.IsSurrogate(text[at]) && !IsPair(text, at)))
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
            else
                output.Append(text[at]);
        }

        output.Append('"');
    }

    private static bool IsPair(string text, int at) =>
        (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])) || (at > 0 && char.IsSurrogatePair(text[at - 1], text[at]));
}
