using System.Text.Json;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>Writes the name object of a DCI person.</summary>
internal static class NameMembers
{
    public static void Write(Utf8JsonWriter writer, RecordedPerson person, string? language)
    {
        if (person.Names.Count == 0)
            return;

        var name = Choose(person.Names, language);
        writer.WriteStartObject("name"u8);
        writer.WriteString("@type"u8, "Name"u8);
        WritePart(writer, "surname"u8, name.Surname);
        WritePart(writer, "given_name"u8, name.GivenName);
        WritePart(writer, "second_name"u8, name.SecondName);
        WritePart(writer, "maiden_name"u8, name.MaidenName);
        WritePart(writer, "prefix"u8, name.Prefix);
        WritePart(writer, "suffix"u8, name.Suffix);
        writer.WriteEndObject();
    }

    private static RecordedName Choose(IReadOnlyList<RecordedName> names, string? language)
    {
        foreach (var name in names)
            if (language is not null && name.Language == language)
                return name;
        return names[0];
    }

    private static void WritePart(Utf8JsonWriter writer, ReadOnlySpan<byte> member, string? part)
    {
        if (!string.IsNullOrEmpty(part))
            writer.WriteString(member, part);
    }
}
