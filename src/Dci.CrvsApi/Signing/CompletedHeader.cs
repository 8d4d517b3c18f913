using System.Buffers;
using System.Text.Json;

namespace Dci.CrvsApi.Signing;

/// <summary>The header of a callback as OpenSPP hashes it: it reads the header into a model of its own and writes that again, so that what we leave out stands there as null.</summary>
internal static class CompletedHeader
{
    private static readonly string[] NullWhenAbsent = ["sender_uri", "meta", "status_reason_code", "status_reason_message"];

    public static JsonDocument Of(JsonElement header)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (var member in header.EnumerateObject())
                member.WriteTo(writer);
            foreach (var name in NullWhenAbsent)
            {
                if (!header.TryGetProperty(name, out _))
                    writer.WriteNull(name);
            }

            if (!header.TryGetProperty("completed_count", out _))
                writer.WriteNumber("completed_count", 0);
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(output.WrittenMemory);
    }
}
