using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>A record in the form in which filters are held against it: made once, however many filters there are.</summary>
public sealed class RecordFacts
{
    public RecordFacts(VitalRecord record, PlaceTree places)
    {
        Record = record;
        Places = places;
        RegistrationNumber = Normalised.Identifier(record.RegistrationNumber);
        TrackingId = Normalised.Identifier(record.TrackingId);
        Identifiers = [.. record.People.SelectMany(IdentifiersOf)];
        Names = [.. record.People.SelectMany(NamesOf)];
        People = [.. PeopleOf(record)];
        // As the record is stored: the place itself when the tree has it, else the area around it.
        EventPlace = new PlacePath(places, places.Find(record.Place?.LocationId)?.Id ?? record.Place?.AreaId);
        Office = new PlacePath(places, record.OfficeId);
    }

    public VitalRecord Record { get; }

    internal PlaceTree Places { get; }

    internal string? RegistrationNumber { get; }

    internal string? TrackingId { get; }

    internal IReadOnlyList<IdentifierFact> Identifiers { get; }

    internal IReadOnlyList<NameFact> Names { get; }

    /// <summary>Whose dates and status count: of several in the role of the first subject the first, since a search sees no other.</summary>
    internal IReadOnlyList<RecordedPerson> People { get; }

    internal PlacePath EventPlace { get; }

    internal PlacePath Office { get; }

    /// <summary>Whether one filter holds of the record; for many records a <see cref="RecordMatcher"/> is made once.</summary>
    public bool Fulfil(FhirFilter filter) => FilterCompiler.Compile(filter)(this);

    private static IEnumerable<IdentifierFact> IdentifiersOf(RecordedPerson person)
    {
        foreach (var identifier in person.Identifiers)
            if (Normalised.Identifier(identifier.Value) is { } value)
                yield return new IdentifierFact(identifier.Kind, person.Role, value);
    }

    private static IEnumerable<NameFact> NamesOf(RecordedPerson person) => person.Names.Select(name =>
        new NameFact(person.Role, Normalised.Name(name.Surname), Normalised.Name(name.GivenName), Normalised.Name(name.SecondName)));

    private static IEnumerable<RecordedPerson> PeopleOf(VitalRecord record)
    {
        var first = PersonRoles.SubjectsOf(record.Event)[0];
        var subject = record.People.FirstOrDefault(person => person.Role == first);
        return record.People.Where(person => person.Role != first || ReferenceEquals(person, subject));
    }
}

/// <summary>An identifier in the form that is compared.</summary>
internal readonly record struct IdentifierFact(IdentifierKind Kind, PersonRole Role, string Value);

/// <summary>A name in the form that is compared.</summary>
internal readonly record struct NameFact(PersonRole Role, string? Family, string? Given, string? SecondGiven);
