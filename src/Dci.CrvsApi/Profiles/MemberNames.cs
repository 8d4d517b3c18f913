using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Spells the members of a person as a profile wants them, and copies what lies below.</summary>
internal readonly struct MemberNames(MemberCasing casing, AddressLineForm addressLines)
{
    private const int LongestName = 128;

    /// <summary>Whether every member keeps its canonical name, so that values can be copied whole.</summary>
    public bool AreCanonical => casing == MemberCasing.Snake && addressLines == AddressLineForm.Schemas;

    public bool Camel => casing == MemberCasing.Camel;

    public void WriteName(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        if (!Camel || name.Length > LongestName || !name.Contains((byte)'_'))
        {
            writer.WritePropertyName(name);
            return;
        }

        Span<byte> spelt = stackalloc byte[LongestName];
        writer.WritePropertyName(spelt[..ToCamel(name, spelt)]);
    }

    public void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        if (AreCanonical || value is not [(byte)'{' or (byte)'[', ..])
            writer.WriteRawValue(value, skipInputValidation: true);
        else if (value[0] == '[')
            WriteList(writer, value);
        else
            WriteObject(writer, value);
    }

    private void WriteList(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        writer.WriteStartArray();
        var elements = new JsonSlices(value);
        while (elements.MoveNext())
            WriteValue(writer, elements.Value);
        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        writer.WriteStartObject();
        var members = new JsonSlices(value);
        while (members.MoveNext())
            WriteMember(writer, members.Name, members.Value);
        writer.WriteEndObject();
    }

    public void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var older = OlderAddressLine(name);
        if (older.IsEmpty || addressLines != AddressLineForm.Samples)
        {
            WriteName(writer, name);
            WriteValue(writer, value);
        }

        // In camel case both spellings are one.
        if (!older.IsEmpty && (addressLines == AddressLineForm.Samples || (addressLines == AddressLineForm.Both && !Camel)))
        {
            WriteName(writer, older);
            WriteValue(writer, value);
        }
    }

    private static ReadOnlySpan<byte> OlderAddressLine(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("address_line_1"u8) ? "address_line1"u8
        : name.SequenceEqual("address_line_2"u8) ? "address_line2"u8
        : default;

    private static int ToCamel(ReadOnlySpan<byte> name, Span<byte> spelt)
    {
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '_')
                spelt[length++] = name[i];
            else if (++i < name.Length)
                spelt[length++] = name[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(name[i] - 32) : name[i];
        }

        return length;
    }
}
