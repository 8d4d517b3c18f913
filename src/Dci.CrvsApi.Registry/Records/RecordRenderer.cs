using System.Buffers;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>Makes of a record what is stored: its bundle and the persons that answers are spliced from.</summary>
public sealed class RecordRenderer(PersonMapping mapping)
{
    /// <summary>The version of the mapping; raised whenever the same record would be rendered in another way.</summary>
    public const int MappingVersion = 1;

    private readonly PersonWriter _persons = new(mapping);

    /// <summary>The record ready to be stored. Places are named from the tree as it is now.</summary>
    /// <param name="original">The bundle as received, null when it does not differ from <paramref name="bundle"/>.</param>
    /// <param name="origin"><c>seed</c> or <c>import</c>.</param>
    public RecordEntry Entry(VitalRecord record, ReadOnlyMemory<byte> bundle, ReadOnlyMemory<byte>? original, PlaceTree places, string origin) =>
        new()
        {
            Record = record,
            Bundle = bundle,
            Original = original,
            Renditions = Renditions(record, places),
            MappingVersion = MappingVersion,
            Origin = origin,
        };

    /// <summary>
    /// Every subject in the default names, then in each language their names are recorded in; a default name in the
    /// default language is not repeated under that language.
    /// </summary>
    public IReadOnlyList<Rendition> Renditions(VitalRecord record, PlaceTree places)
    {
        var renditions = new List<Rendition>(2);
        var buffer = new ArrayBufferWriter<byte>(2048);
        foreach (var person in record.People)
        {
            if (!IsSubject(record.Event, person.Role))
                continue;
            renditions.Add(Render(record, person.Role, null, places, buffer));
            for (var i = 0; i < person.Names.Count; i++)
                if (person.Names[i].Language is { } language && (i > 0 || language != mapping.DefaultLanguage))
                    renditions.Add(Render(record, person.Role, language, places, buffer));
        }

        return renditions;
    }

    private static bool IsSubject(VitalEvent vitalEvent, PersonRole role)
    {
        var subjects = PersonRoles.SubjectsOf(vitalEvent);
        for (var i = 0; i < subjects.Count; i++)
            if (subjects[i] == role)
                return true;
        return false;
    }

    private Rendition Render(VitalRecord record, PersonRole subject, string? language, PlaceTree places, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        _persons.Write(record, subject, language, places, buffer);
        return new Rendition(subject, language, buffer.WrittenSpan.ToArray());
    }
}
