using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Repeats shown members under the names that OpenSPP's birth check reads.</summary>
internal readonly ref struct OpenSppExtras(PersonMask mask, Utf8JsonWriter writer)
{
    public void Write(scoped in PersonTransform.Gathered gathered)
    {
        WriteIdentifiers(gathered.Identifiers);
        WriteMember("given_name"u8, gathered.Name, "given_name"u8);
        WriteMember("family_name"u8, gathered.Name, "surname"u8);
        WriteMember("place_of_birth"u8, gathered.BirthPlace, "name"u8);
    }

    private void WriteIdentifiers(ReadOnlySpan<byte> identifiers)
    {
        if (identifiers is not [(byte)'[', ..])
            return;
        var open = false;
        var elements = new JsonSlices(identifiers);
        while (elements.MoveNext())
        {
            var entry = new IdentifierEntry(elements.Value);
            if (entry.Type.IsEmpty || entry.Value.IsEmpty || !mask.Shows(entry))
                continue;
            if (!open)
                writer.WriteStartArray("identifiers"u8);
            open = true;
            WriteIdentifier(entry);
        }

        if (open)
            writer.WriteEndArray();
    }

    private void WriteIdentifier(IdentifierEntry entry)
    {
        writer.WriteStartObject();
        WriteRaw("type"u8, entry.Type);
        WriteRaw("value"u8, entry.Value);
        writer.WriteEndObject();
    }

    private void WriteMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> source, ReadOnlySpan<byte> member)
    {
        // With flat names the given and the family name already stand there.
        if (source is not [(byte)'{', ..] || (mask.Profile.Names == NameForm.Flat && !mask.Names.Camel && !name.SequenceEqual("place_of_birth"u8)))
            return;
        var members = new JsonSlices(source);
        while (members.MoveNext())
        {
            if (!members.Name.SequenceEqual(member))
                continue;
            WriteRaw(name, members.Value);
            return;
        }
    }

    private void WriteRaw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value, skipInputValidation: true);
    }
}
