using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Writes the people around a person: the standard list of related persons, or one list of relations with the parents in it.</summary>
internal readonly ref struct RelationsWriter(PersonMask mask, Utf8JsonWriter writer)
{
    /// <summary>Writes a list, or one object, of related persons in the standard's form.</summary>
    public void WriteRelated(ReadOnlySpan<byte> related)
    {
        var list = related is [(byte)'[', ..];
        if (list)
            writer.WriteStartArray();
        var people = new People(related);
        while (people.MoveNext())
        {
            writer.WriteStartObject();
            new PersonTransform(mask, writer, first: null).WriteRelative(people.Current);
            writer.WriteEndObject();
        }

        if (list)
            writer.WriteEndArray();
    }

    /// <summary>Writes the <c>relations</c> member, and nothing when there is nobody to tell of.</summary>
    public void Write(scoped in PersonTransform.Gathered gathered)
    {
        var mother = ShownParent(gathered.Mother);
        var father = ShownParent(gathered.Father);
        var people = new People(gathered.Related);
        var more = people.MoveNext();
        if (!mother && !father && !more)
            return;

        writer.WriteStartArray("relations"u8);
        if (mother)
            WriteParent("spdci:Mother"u8, gathered.Mother);
        if (father)
            WriteParent("spdci:Father"u8, gathered.Father);
        for (; more; more = people.MoveNext())
            WriteRelation(people.Current);
        writer.WriteEndArray();
    }

    private bool ShownParent(ReadOnlySpan<byte> parent) => !parent.IsEmpty && mask.Shows(new IdentifierEntry(parent));

    private void WriteParent(ReadOnlySpan<byte> type, ReadOnlySpan<byte> identifier)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, type);
        new IdentifierWriter(mask, writer).WriteList("identifier"u8, identifier, first: null);
        writer.WriteEndObject();
    }

    private void WriteRelation(ReadOnlySpan<byte> person)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, TypeOf(person));
        new PersonTransform(mask, writer, first: null).WriteRelation(person);
        writer.WriteEndObject();
    }

    private static string TypeOf(ReadOnlySpan<byte> person)
    {
        string? word = null;
        var members = new JsonSlices(person);
        while (members.MoveNext())
            if (PersonMask.IsRelationship(members.Name))
                word = JsonSlices.TextOf(members.Value);
        return word switch
        {
            "MTH" => "spdci:Mother",
            "FTH" => "spdci:Father",
            "SPS" or "HUSB" or "WIFE" => "spdci:Spouse",
            null => "spdci:Other",
            _ => $"spdci:{word}",
        };
    }

    /// <summary>One object after another, whether they stand in a list or one alone.</summary>
    private ref struct People
    {
        private readonly bool _list;
        private JsonSlices _elements;
        private ReadOnlySpan<byte> _single;

        public People(ReadOnlySpan<byte> json)
        {
            _list = json is [(byte)'[', ..];
            if (_list)
                _elements = new JsonSlices(json);
            else
                _single = json;
        }

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (_list)
            {
                var moved = _elements.MoveNext();
                Current = moved ? _elements.Value : default;
                return moved;
            }

            Current = _single;
            _single = default;
            return !Current.IsEmpty;
        }
    }
}
