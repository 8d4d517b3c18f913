using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dci.CrvsApi.Discovery;

/// <summary>Writes a YAML document as JSON by the JSON schema of YAML 1.2: only plain scalars are numbers, truth values or null.</summary>
internal static partial class YamlJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Convert(byte[] yaml)
    {
        using var text = new StreamReader(new MemoryStream(yaml), Encoding.UTF8);
        var parser = new Parser(text);
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();

        var output = new ArrayBufferWriter<byte>(yaml.Length);
        using (var json = new Utf8JsonWriter(output, Options))
            WriteNode(parser, json);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteNode(Parser parser, Utf8JsonWriter json)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            WriteScalar(scalar, json);
        else if (parser.TryConsume<MappingStart>(out _))
            WriteMapping(parser, json);
        else if (parser.TryConsume<SequenceStart>(out _))
            WriteSequence(parser, json);
        else
            throw new InvalidDataException($"JSON knows no {parser.Current?.GetType().Name} ({parser.Current?.Start}).");
    }

    private static void WriteMapping(Parser parser, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            json.WritePropertyName(parser.Consume<Scalar>().Value);
            WriteNode(parser, json);
        }

        json.WriteEndObject();
    }

    private static void WriteSequence(Parser parser, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            WriteNode(parser, json);
        json.WriteEndArray();
    }

    private static void WriteScalar(Scalar scalar, Utf8JsonWriter json)
    {
        if (scalar.Style == ScalarStyle.Plain && Literal().IsMatch(scalar.Value))
            json.WriteRawValue(scalar.Value);
        else
            json.WriteStringValue(scalar.Value);
    }

    [GeneratedRegex(@"^(null|true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
