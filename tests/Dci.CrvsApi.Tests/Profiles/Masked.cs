using System.Buffers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Tests.Profiles;

/// <summary>Puts a person through a mask and gives back the text.</summary>
internal static class Masked
{
    public static string Write(string person, OutputProfile profile, AccessGrant? access = null, SearchedIdentifier? searched = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, WireJson.Options))
            PersonMask.Compile(profile, access ?? AccessGrant.Everything).Write(writer, Encoding.UTF8.GetBytes(person), searched);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Write(string person, string preset, SearchedIdentifier? searched = null) =>
        Write(person, Presets.Find(preset)!, searched: searched);

    public static AccessGrant Fields(params string[] fields) => new() { Fields = fields.ToHashSet(StringComparer.Ordinal) };
}
