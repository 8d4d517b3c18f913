using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Searching;

/// <summary>What an order means, over records in memory: missing values last, ties as stored.</summary>
internal sealed class OracleOrder(PlaceTree places)
{
    /// <param name="records">In the order they were stored in.</param>
    /// <param name="sort">The keys.</param>
    public IEnumerable<VitalRecord> Sort(IEnumerable<VitalRecord> records, IReadOnlyList<SortKey> sort)
    {
        var ordered = records.OrderBy(_ => 0);
        foreach (var key in sort)
            for (var part = 0; part < 2; part++)
            {
                var which = part;
                ordered = ordered.ThenBy(record => Value(record, key, which) is null);
                ordered = key.Descending ? ordered.ThenByDescending(record => Value(record, key, which), ByCodePoint) : ordered.ThenBy(record => Value(record, key, which), ByCodePoint);
            }

        return ordered;
    }

    private static readonly Comparer<string?> ByCodePoint = Comparer<string?>.Create((one, other) =>
    {
        var (left, right) = (System.Text.Encoding.UTF8.GetBytes(one ?? ""), System.Text.Encoding.UTF8.GetBytes(other ?? ""));
        return left.AsSpan().SequenceCompareTo(right);
    });

    private string? Value(VitalRecord record, SortKey key, int part) => key.Parameter switch
    {
        SortParameter.EventDate => Day(record.EventDate, part),
        SortParameter.SubjectBirthDate => Day(Subject(record)?.BirthDate, part),
        SortParameter.SubjectDeathDate => Day(Subject(record)?.DeathDate, part),
        SortParameter.SubjectMarriageDate => Day(Subject(record)?.MarriageDate, part),
        SortParameter.MotherBirthDate => Day(Person(record, PersonRole.Mother)?.BirthDate, part),
        SortParameter.FatherBirthDate => Day(Person(record, PersonRole.Father)?.BirthDate, part),
        _ => part == 0 ? Text(record, key) : "",
    };

    private string? Text(VitalRecord record, SortKey key) => key.Parameter switch
    {
        SortParameter.RegistrationDate => record.RegisteredOn is { } day ? Day(PartialDate.OfDay(day), 0) : null,
        SortParameter.LastUpdated => record.LastUpdated.ToString("O"),
        SortParameter.RecordId => record.RecordId,
        SortParameter.RegistrationNumber => Normalised.Identifier(record.RegistrationNumber),
        SortParameter.TrackingId => Normalised.Identifier(record.TrackingId),
        SortParameter.SubjectFamily => Normalised.Name(Name(Subject(record))?.Surname),
        SortParameter.SubjectGiven => Normalised.Name(Name(Subject(record))?.GivenName),
        SortParameter.SubjectSecondGiven => Normalised.Name(Name(Subject(record))?.SecondName),
        SortParameter.SubjectSex => ((int?)Subject(record)?.Sex)?.ToString(),
        SortParameter.SubjectMaritalStatus => ((int?)Subject(record)?.MaritalStatus)?.ToString(),
        SortParameter.EventPlace => Normalised.Name(record.Place?.Name) ?? Normalised.Name(
            (places.Find(record.Place?.LocationId) ?? places.Find(record.Place?.AreaId))?.Name),
        SortParameter.Office => Normalised.Name(places.Find(record.OfficeId)?.Name),
        SortParameter.SubjectIdentifier => Identifier(Subject(record), key.Kind),
        SortParameter.MotherIdentifier => Identifier(Person(record, PersonRole.Mother), key.Kind),
        SortParameter.FatherIdentifier => Identifier(Person(record, PersonRole.Father), key.Kind),
        SortParameter.MotherFamily => Normalised.Name(Name(Person(record, PersonRole.Mother))?.Surname),
        SortParameter.MotherGiven => Normalised.Name(Name(Person(record, PersonRole.Mother))?.GivenName),
        SortParameter.FatherFamily => Normalised.Name(Name(Person(record, PersonRole.Father))?.Surname),
        SortParameter.FatherGiven => Normalised.Name(Name(Person(record, PersonRole.Father))?.GivenName),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    private static RecordedPerson? Subject(VitalRecord record) => Person(record, PersonRoles.SubjectsOf(record.Event)[0]);

    private static RecordedPerson? Person(VitalRecord record, PersonRole role) => record.People.FirstOrDefault(person => person.Role == role);

    private static RecordedName? Name(RecordedPerson? person) => person?.Names is [var name, ..] ? name : null;

    private static string? Identifier(RecordedPerson? person, IdentifierKind? kind) => person?.Identifiers
        .Where(identifier => kind is null || identifier.Kind == kind)
        .Select(identifier => Normalised.Identifier(identifier.Value))
        .Min(StringComparer.Ordinal);

    private static string? Day(PartialDate? date, int part) => date is { } known ? (part == 0 ? known.First : known.Last).ToString("O") : null;
}
