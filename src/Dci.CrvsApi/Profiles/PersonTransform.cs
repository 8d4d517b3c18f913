using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>One pass over a canonical person that leaves out, renames and gathers what the mask says.</summary>
internal ref struct PersonTransform(PersonMask mask, Utf8JsonWriter writer, FirstIdentifier? first)
{
    private Gathered _gathered;
    private bool _identified;

    public void Write(ReadOnlySpan<byte> person)
    {
        writer.WriteStartObject();
        var members = new JsonSlices(person);
        while (members.MoveNext())
            if (mask.Shows(members.Name))
                WriteMember(members.Name, members.Value);

        if (first is not null && !_identified && mask.Shows("identifier"u8))
            new IdentifierWriter(mask, writer).WriteList("identifier"u8, [], first);
        if (mask.Profile.Relatives == RelativeForm.Relations)
            new RelationsWriter(mask, writer).Write(_gathered);
        if (mask.Profile.Extras == PersonExtras.OpenSpp)
            new OpenSppExtras(mask, writer).Write(_gathered);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a person who is told of inside another; what the outer one hides stays hidden.</summary>
    public void WriteRelative(ReadOnlySpan<byte> person)
    {
        var members = new JsonSlices(person);
        while (members.MoveNext())
            if (mask.ShowsOfRelative(members.Name))
                WriteMember(members.Name, members.Value);
    }

    /// <summary>The same for a relation, whose type has told the relationship.</summary>
    public void WriteRelation(ReadOnlySpan<byte> person)
    {
        var members = new JsonSlices(person);
        while (members.MoveNext())
            if (mask.ShowsOfRelative(members.Name) && !PersonMask.IsRelationship(members.Name) && !members.Name.SequenceEqual("@type"u8))
                WriteMember(members.Name, members.Value);
    }

    private void WriteMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("identifier"u8))
            WriteIdentifiers(value);
        else if (name.SequenceEqual("name"u8))
            WriteName(value);
        else if (name.SequenceEqual("parent1_identifier"u8))
            WriteParent(name, value, ref _gathered.Mother);
        else if (name.SequenceEqual("parent2_identifier"u8))
            WriteParent(name, value, ref _gathered.Father);
        else if (name.SequenceEqual("related_person"u8))
            WriteRelated(name, value);
        else
            WriteOther(name, value);
    }

    private void WriteIdentifiers(ReadOnlySpan<byte> value)
    {
        _identified = true;
        _gathered.Identifiers = value;
        new IdentifierWriter(mask, writer).WriteList("identifier"u8, value, first);
    }

    private void WriteName(ReadOnlySpan<byte> value)
    {
        _gathered.Name = value;
        if (mask.Profile.Names == NameForm.Flat && value is [(byte)'{', ..])
            FlatName.Write(writer, value, mask.Names);
        else
            mask.Names.WriteMember(writer, "name"u8, value);
    }

    private readonly void WriteParent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref ReadOnlySpan<byte> gathered)
    {
        if (mask.Profile.Relatives == RelativeForm.Relations)
            gathered = value;
        else
            new IdentifierWriter(mask, writer).WriteOne(name, value);
    }

    private void WriteRelated(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (mask.Profile.Relatives == RelativeForm.Relations)
        {
            _gathered.Related = value;
            return;
        }

        mask.Names.WriteName(writer, name);
        new RelationsWriter(mask, writer).WriteRelated(value);
    }

    private void WriteOther(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("birth_place"u8))
            _gathered.BirthPlace = value;
        if (name is [(byte)'@', ..])
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value, skipInputValidation: true);
            return;
        }

        mask.Names.WriteMember(writer, name, value);
    }

    /// <summary>Slices of shown members that are written again, or only, at the end.</summary>
    internal ref struct Gathered
    {
        public ReadOnlySpan<byte> Identifiers;
        public ReadOnlySpan<byte> Name;
        public ReadOnlySpan<byte> BirthPlace;
        public ReadOnlySpan<byte> Mother;
        public ReadOnlySpan<byte> Father;
        public ReadOnlySpan<byte> Related;
    }
}
