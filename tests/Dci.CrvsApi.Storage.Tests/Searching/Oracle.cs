using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Searching;

/// <summary>What a filter means, said a second time over records in memory, with nothing of how the store does it.</summary>
internal sealed class Oracle(PlaceTree places)
{
    public bool Matches(VitalRecord record, FhirFilter filter) => filter switch
    {
        FhirFilter.And all => all.Operands.All(operand => Matches(record, operand)),
        FhirFilter.Or any => any.Operands.Any(operand => Matches(record, operand)),
        FhirFilter.Not not => !Matches(record, not.Operand),
        FhirFilter.Identifier leaf => People(record, leaf.Roles)
            .SelectMany(person => person.Identifiers)
            .Any(identifier => identifier.Kind == leaf.Kind && Compare(Normalised.Identifier(identifier.Value), leaf.Comparison, leaf.Values)),
        FhirFilter.RecordNumber leaf => Compare(Number(record, leaf.Parameter), leaf.Comparison, leaf.Values),
        FhirFilter.Name leaf => People(record, leaf.Roles)
            .SelectMany(person => person.Names)
            .Any(name => Parts(name, leaf.Parameter).Any(part => Compare(Normalised.Name(part), leaf.Comparison, leaf.Values))),
        FhirFilter.PersonDate leaf => People(record, leaf.Roles).Any(person => Compare(Date(person, leaf.Parameter), leaf.Comparison, leaf.Values)),
        FhirFilter.RecordDate leaf => Compare(Date(record, leaf.Parameter), leaf.Comparison, leaf.Values),
        FhirFilter.LastUpdated leaf => leaf.Values.Any(range => Compare(record.LastUpdated, leaf.Comparison, range)),
        FhirFilter.Status leaf => leaf.Values.Contains(record.Status),
        FhirFilter.PersonSex leaf => People(record, leaf.Roles).Any(person => person.Sex is { } sex && leaf.Values.Contains(sex)),
        FhirFilter.PersonMaritalStatus leaf => People(record, leaf.Roles).Any(person => person.MaritalStatus is { } status && leaf.Values.Contains(status)),
        FhirFilter.InPlace leaf => leaf.Values.SelectMany(places.Resolve).Any(place => PathOf(record, leaf.Parameter).Contains(place)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private IReadOnlyList<Place> PathOf(VitalRecord record, PlaceParameter parameter) => parameter == PlaceParameter.Office
        ? places.PathOf(record.OfficeId)
        : places.PathOf(places.Find(record.Place?.LocationId)?.Id ?? record.Place?.AreaId);

    private static IEnumerable<RecordedPerson> People(VitalRecord record, IReadOnlyList<PersonRole> roles) => record.People.Where(person => roles.Contains(person.Role));

    private static IEnumerable<string?> Parts(RecordedName name, NameParameter parameter) => parameter switch
    {
        NameParameter.Family => [name.Surname],
        NameParameter.Given => [name.GivenName],
        NameParameter.SecondGiven => [name.SecondName],
        _ => [name.Surname, name.GivenName, name.SecondName],
    };

    private static string? Number(VitalRecord record, RecordNumberParameter parameter) => parameter switch
    {
        RecordNumberParameter.RegistrationNumber => Normalised.Identifier(record.RegistrationNumber),
        RecordNumberParameter.TrackingId => Normalised.Identifier(record.TrackingId),
        _ => record.RecordId,
    };

    private static PartialDate? Date(RecordedPerson person, PersonDateParameter parameter) => parameter switch
    {
        PersonDateParameter.BirthDate => person.BirthDate,
        PersonDateParameter.DeathDate => person.DeathDate,
        _ => person.MarriageDate,
    };

    private static PartialDate? Date(VitalRecord record, RecordDateParameter parameter) => parameter == RecordDateParameter.Event
        ? record.EventDate
        : record.RegisteredOn is { } day ? PartialDate.OfDay(day) : null;

    private static bool Compare(string? value, Comparison comparison, IReadOnlyList<string> values) => value is not null && values.Any(asked =>
    {
        var order = ByCodePoint(value, asked);
        return comparison switch
        {
            Comparison.Eq => order == 0,
            Comparison.Gt => order > 0,
            Comparison.Ge => order >= 0,
            Comparison.Lt => order < 0,
            _ => order <= 0,
        };
    });

    private static int ByCodePoint(string one, string other)
    {
        var (left, right) = (one.EnumerateRunes().Select(rune => rune.Value).ToList(), other.EnumerateRunes().Select(rune => rune.Value).ToList());
        var difference = left.Zip(right, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0);
        return difference != 0 ? difference : left.Count.CompareTo(right.Count);
    }

    private static bool Compare(PartialDate? date, Comparison comparison, IReadOnlyList<DateRange> ranges) => date is { } known && ranges.Any(range => comparison switch
    {
        Comparison.Eq => known.First >= range.First && known.Last <= range.Last,
        Comparison.Gt => known.First > range.Last,
        Comparison.Ge => known.First >= range.First,
        Comparison.Lt => known.Last < range.First,
        _ => known.Last <= range.Last,
    });

    private static bool Compare(DateTimeOffset instant, Comparison comparison, InstantRange range) => comparison switch
    {
        Comparison.Eq => instant >= range.First && instant < range.End,
        Comparison.Gt => instant >= range.End,
        Comparison.Ge => instant >= range.First,
        Comparison.Lt => instant < range.First,
        _ => instant < range.End,
    };
}
