using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Writes the parts of a name as members of the person.</summary>
internal static class FlatName
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, MemberNames names)
    {
        var parts = new JsonSlices(name);
        while (parts.MoveNext())
        {
            if (parts.Name is [(byte)'@', ..])
                continue;
            names.WriteName(writer, Spelling(parts.Name, names.Camel));
            names.WriteValue(writer, parts.Value);
        }
    }

    private static ReadOnlySpan<byte> Spelling(ReadOnlySpan<byte> part, bool camel) => part switch
    {
        _ when part.SequenceEqual("surname"u8) => "family_name"u8,
        _ when part.SequenceEqual("second_name"u8) => "middle_name"u8,
        _ when camel && part.SequenceEqual("prefix"u8) => "honorific_prefix"u8,
        _ when camel && part.SequenceEqual("suffix"u8) => "honorific_suffix"u8,
        _ => part,
    };
}
