using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Searching;

/// <summary>Records, filters and orders at random over a few values, so that searches hit.</summary>
internal sealed class RandomRegister(int seed)
{
    private static readonly VitalEvent[] Events = [VitalEvent.LiveBirth, VitalEvent.Death, VitalEvent.Marriage];
    private static readonly string[] Words = ["ANNA", "BO", "ZOE", "ÉMILE", "রহমান", "王", "😀", "AN"];
    private static readonly string[] Languages = ["eng", "ben", "zho"];
    private static readonly string[] Locations = ["region", "north", "south", "ward", "clinic", "post", "unheard-of"];
    private static readonly PersonRole[] Others = [PersonRole.Mother, PersonRole.Father, PersonRole.Informant];
    private static readonly IdentifierKind[] Kinds = [IdentifierKind.NationalId, IdentifierKind.BirthRegistrationNumber];

    private readonly Random _random = new(seed);

    public static IReadOnlyList<Place> Places { get; } =
    [
        new() { Id = "region", Kind = PlaceKind.Area, Name = "Region" },
        new() { Id = "north", Kind = PlaceKind.Area, Name = "North", Code = "N", ParentId = "region" },
        new() { Id = "south", Kind = PlaceKind.Area, Name = "Twin", ParentId = "region" },
        new() { Id = "ward", Kind = PlaceKind.Area, Name = "Ward", ParentId = "north" },
        new() { Id = "clinic", Kind = PlaceKind.Facility, Name = "Twin", ParentId = "ward" },
        new() { Id = "post", Kind = PlaceKind.Facility, Name = "Post", ParentId = "south" },
        new() { Id = "office-1", Kind = PlaceKind.Office, Name = "Office one", ParentId = "ward" },
        new() { Id = "office-2", Kind = PlaceKind.Office, Name = "Office two", ParentId = "south" },
    ];

    public RecordBuilder Record(int number)
    {
        var vitalEvent = Pick(Events);
        return RecordBuilder.Birth($"r{number:000}").With(record => record with
        {
            Event = vitalEvent,
            Status = Chance(8) ? RegistrationStatus.Declared : Pick(RegistrationStatus.Registered, RegistrationStatus.Issued, RegistrationStatus.CorrectionRequested),
            TrackingId = Chance(4) ? null : $"T{_random.Next(20)}",
            RegistrationNumber = Chance(9) ? null : $"{number % 50}-{number / 50}",
            RegisteredOn = Chance(5) ? null : Day(),
            EventDate = Chance(6) ? null : Date(),
            Place = Chance(4) ? null : new EventPlace { LocationId = Chance(3) ? null : Pick(Locations), AreaId = Chance(2) ? null : Pick("ward", "south"), Name = Chance(2) ? null : Pick(Words) },
            OfficeId = Chance(5) ? null : Pick("office-1", "office-2"),
            LastUpdated = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(20)),
            People = [.. PersonRoles.SubjectsOf(vitalEvent).Where(_ => !Chance(10)).Select(Person), .. Others.Where(_ => Chance(2)).Select(Person)],
        });
    }

    public FhirQuery Query()
    {
        var events = Events.Where(_ => Chance(2)).DefaultIfEmpty(Pick(Events)).ToList();
        return new FhirQuery(
            [.. events.Select(vitalEvent => new EventQuery(vitalEvent, Filter(3)))],
            Chance(2) ? [] : [.. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => new SortKey(Pick(Enum.GetValues<SortParameter>()), Chance(2), Chance(2) ? null : Pick(Kinds)))],
            new PageRequest(1 + _random.Next(60), 1 + _random.Next(4)),
            Chance(2) ? null : Pick(Languages));
    }

    public FhirFilter Filter(int depth) => depth > 0 && Chance(2)
        ? _random.Next(3) switch
        {
            0 => new FhirFilter.And(Several(depth, 0)),
            1 => new FhirFilter.Or(Several(depth, 1)),
            _ => new FhirFilter.Not(Filter(depth - 1)),
        }
        : Leaf();

    private FhirFilter Leaf() => _random.Next(11) switch
    {
        10 => new FhirFilter.Status(Values(() => Pick(RegistrationStatus.Registered, RegistrationStatus.Issued, RegistrationStatus.CorrectionRequested))),
        0 => new FhirFilter.Identifier(Pick(Kinds), Roles(), MostlyEqual(), Values(() => $"{_random.Next(12)}")),
        1 => new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, MostlyEqual(), Values(() => $"{_random.Next(50)}{_random.Next(6)}")),
        2 => new FhirFilter.RecordNumber(Pick(RecordNumberParameter.TrackingId, RecordNumberParameter.RecordId), MostlyEqual(), Values(() => Chance(2) ? $"T{_random.Next(20)}" : $"r{_random.Next(300):000}")),
        3 or 4 => new FhirFilter.Name(Pick(Enum.GetValues<NameParameter>()), Roles(), MostlyEqual(), Values(() => Normalised.Name(Pick(Words))!)),
        5 => new FhirFilter.PersonDate(Pick(Enum.GetValues<PersonDateParameter>()), Roles(), Any(), Values(() => DateRange.Of(Date()))),
        6 => new FhirFilter.RecordDate(Pick(Enum.GetValues<RecordDateParameter>()), Any(), Values(() => DateRange.Of(Date()))),
        7 => new FhirFilter.LastUpdated(Any(), Values(Instants)),
        8 => Chance(2)
            ? new FhirFilter.PersonSex(Roles(), Values(() => Pick(Sex.Male, Sex.Female)))
            : new FhirFilter.PersonMaritalStatus(Roles(), Values(() => Pick(MaritalStatus.Married, MaritalStatus.Widowed))),
        _ => new FhirFilter.InPlace(Pick(Enum.GetValues<PlaceParameter>()), Values(() => Pick("region", "North", "n", "twin", "Location/ward", "office-1", "post", "unheard-of"))),
    };

    private RecordedPerson Person(PersonRole role) => new()
    {
        Role = role,
        Names = [.. Languages.Take(_random.Next(4)).Select(language => new RecordedName
        {
            Language = language,
            Surname = Chance(6) ? null : Pick(Words),
            GivenName = Chance(4) ? null : Pick(Words),
            SecondName = Chance(2) ? null : Pick(Words),
        })],
        Identifiers = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => new RecordedIdentifier(Pick(Kinds), $" {_random.Next(12)}"))],
        Sex = Chance(3) ? null : Pick(Sex.Male, Sex.Female),
        MaritalStatus = Chance(2) ? null : Pick(MaritalStatus.Married, MaritalStatus.Widowed),
        BirthDate = Chance(5) ? null : Date(),
        DeathDate = Chance(2) ? null : Date(),
        MarriageDate = Chance(2) ? null : Date(),
    };

    private InstantRange Instants()
    {
        var first = new DateTimeOffset(2024, 1, 1, 0, _random.Next(20), 0, TimeSpan.Zero);
        return new InstantRange(first, first.AddMinutes(1 + _random.Next(5)));
    }

    private PartialDate Date() => _random.Next(4) switch
    {
        0 => PartialDate.OfYear(2020 + _random.Next(3)),
        1 => PartialDate.OfMonth(2020 + _random.Next(3), 1 + _random.Next(4)),
        _ => PartialDate.OfDay(Day()),
    };

    private DateOnly Day() => new(2020 + _random.Next(3), 1 + _random.Next(4), 1 + _random.Next(28));

    private PersonRole[] Roles() => Pick<PersonRole[]>(
        [PersonRole.Child], [PersonRole.Deceased], [PersonRole.Bride, PersonRole.Groom], [PersonRole.Groom], [PersonRole.Mother, PersonRole.Father], [PersonRole.Child, PersonRole.Mother]);

    private Comparison Any() => Pick(Enum.GetValues<Comparison>());

    private Comparison MostlyEqual() => Chance(3) ? Any() : Comparison.Eq;

    private List<FhirFilter> Several(int depth, int least) => [.. Enumerable.Range(0, least + _random.Next(3)).Select(_ => Filter(depth - 1))];

    private List<T> Values<T>(Func<T> value) => [.. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => value())];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
