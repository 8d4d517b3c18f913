using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>Leaves of a canonical person only what tells who it is: a record that does not count any more is named and not repeated.</summary>
internal static class WhoAlone
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> person)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output, WireJson.Options))
        {
            writer.WriteStartObject();
            var members = new JsonSlices(person);
            while (members.MoveNext())
            {
                if (members.Name is not [(byte)'@', ..] && !members.Name.SequenceEqual("identifier"u8))
                    continue;
                writer.WritePropertyName(members.Name);
                writer.WriteRawValue(members.Value, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan;
    }
}
