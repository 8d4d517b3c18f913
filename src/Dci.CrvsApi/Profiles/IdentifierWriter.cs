using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Writes the identifiers of a person that a mask shows, in its form.</summary>
internal readonly ref struct IdentifierWriter(PersonMask mask, Utf8JsonWriter writer)
{
    /// <summary>Writes the list under the name, and nothing at all when it would be empty.</summary>
    public void WriteList(ReadOnlySpan<byte> name, ReadOnlySpan<byte> identifiers, FirstIdentifier? first)
    {
        var open = false;
        if (first is not null)
        {
            Open(name, ref open);
            WriteSearched(first);
        }

        if (identifiers is [(byte)'[', ..])
        {
            var elements = new JsonSlices(identifiers);
            while (elements.MoveNext())
                WriteShown(name, elements.Value, first, ref open);
        }
        else if (!identifiers.IsEmpty)
        {
            WriteShown(name, identifiers, first, ref open);
        }

        if (open)
            writer.WriteEndArray();
    }

    /// <summary>Writes a member that is one identifier, when it is shown.</summary>
    public void WriteOne(ReadOnlySpan<byte> name, ReadOnlySpan<byte> identifier)
    {
        var entry = new IdentifierEntry(identifier);
        if (!mask.Shows(entry))
            return;
        mask.Names.WriteName(writer, name);
        Write(entry);
    }

    private void WriteShown(ReadOnlySpan<byte> name, ReadOnlySpan<byte> identifier, FirstIdentifier? first, ref bool open)
    {
        var entry = new IdentifierEntry(identifier);
        if (!mask.Shows(entry) || first?.Is(JsonSlices.TextOf(entry.Type), JsonSlices.TextOf(entry.Value)) == true)
            return;
        Open(name, ref open);
        Write(entry);
    }

    private void Open(ReadOnlySpan<byte> name, ref bool open)
    {
        if (open)
            return;
        mask.Names.WriteName(writer, name);
        writer.WriteStartArray();
        open = true;
    }

    private void Write(IdentifierEntry entry)
    {
        if (mask.Profile.Identifiers == IdentifierForm.Standard)
        {
            mask.Names.WriteValue(writer, entry.Json);
            return;
        }

        writer.WriteStartObject();
        if (!entry.Type.IsEmpty)
            WriteRaw("name"u8, entry.Type);
        if (!entry.Value.IsEmpty)
            WriteRaw("identifier"u8, entry.Value);
        writer.WriteEndObject();
    }

    private void WriteSearched(FirstIdentifier searched)
    {
        var named = mask.Profile.Identifiers == IdentifierForm.Named;
        writer.WriteStartObject();
        if (!named)
            writer.WriteString("@type"u8, "Identifier"u8);
        mask.Names.WriteName(writer, named ? "name"u8 : "identifier_type"u8);
        writer.WriteStringValue(searched.Type);
        mask.Names.WriteName(writer, named ? "identifier"u8 : "identifier_value"u8);
        writer.WriteStringValue(searched.Value);
        writer.WriteEndObject();
    }

    private void WriteRaw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value, skipInputValidation: true);
    }
}
