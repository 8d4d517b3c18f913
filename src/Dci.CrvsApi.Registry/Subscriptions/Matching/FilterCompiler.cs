using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Makes of a filter what holds or does not hold of a record in memory, exactly as a search finds it or does not.</summary>
internal static class FilterCompiler
{
    public static Predicate<RecordFacts> Compile(FhirFilter filter) => filter switch
    {
        FhirFilter.And and => All([.. and.Operands.Select(Compile)]),
        FhirFilter.Or or => Any([.. or.Operands.Select(Compile)]),
        FhirFilter.Not not => Not(Compile(not.Operand)),
        FhirFilter.Identifier identifier => Of(identifier),
        FhirFilter.RecordNumber number => Of(number),
        FhirFilter.Name name => Of(name),
        FhirFilter.PersonDate date => Of(date),
        FhirFilter.RecordDate date => Of(date),
        FhirFilter.LastUpdated updated => record => PeriodTest.Holds(record.Record.LastUpdated, updated.Comparison, updated.Values),
        FhirFilter.Status status => record => status.Values.Contains(record.Record.Status),
        FhirFilter.PersonSex sex => Person(sex.Roles, person => person.Sex is { } known && sex.Values.Contains(known)),
        FhirFilter.PersonMaritalStatus status => Person(status.Roles, person => person.MaritalStatus is { } known && status.Values.Contains(known)),
        FhirFilter.InPlace place => Of(place),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.GetType().Name, "Not a filter."),
    };

    private static Predicate<RecordFacts> All(Predicate<RecordFacts>[] operands) => record => Array.TrueForAll(operands, operand => operand(record));

    private static Predicate<RecordFacts> Any(Predicate<RecordFacts>[] operands) => record => Array.Exists(operands, operand => operand(record));

    private static Predicate<RecordFacts> Not(Predicate<RecordFacts> operand) => record => !operand(record);

    private static Predicate<RecordFacts> Of(FhirFilter.Identifier identifier)
    {
        var test = new TextTest(identifier.Comparison, identifier.Values);
        var roles = new RoleSet(identifier.Roles);
        return record =>
        {
            foreach (var fact in record.Identifiers)
                if (fact.Kind == identifier.Kind && roles.Has(fact.Role) && test.Holds(fact.Value))
                    return true;
            return false;
        };
    }

    private static Predicate<RecordFacts> Of(FhirFilter.RecordNumber number)
    {
        var test = new TextTest(number.Comparison, number.Values);
        return number.Parameter switch
        {
            RecordNumberParameter.RegistrationNumber => record => test.Holds(record.RegistrationNumber),
            RecordNumberParameter.TrackingId => record => test.Holds(record.TrackingId),
            RecordNumberParameter.RecordId => record => test.Holds(record.Record.RecordId),
            _ => throw new ArgumentOutOfRangeException(nameof(number), number.Parameter, "Not a number of a record."),
        };
    }

    private static Predicate<RecordFacts> Of(FhirFilter.Name name)
    {
        var test = new TextTest(name.Comparison, name.Values);
        var roles = new RoleSet(name.Roles);
        Predicate<NameFact> part = name.Parameter switch
        {
            NameParameter.Family => fact => test.Holds(fact.Family),
            NameParameter.Given => fact => test.Holds(fact.Given),
            NameParameter.SecondGiven => fact => test.Holds(fact.SecondGiven),
            NameParameter.Any => fact => test.Holds(fact.Family) || test.Holds(fact.Given) || test.Holds(fact.SecondGiven),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name.Parameter, "Not a part of a name."),
        };
        return record =>
        {
            foreach (var fact in record.Names)
                if (roles.Has(fact.Role) && part(fact))
                    return true;
            return false;
        };
    }

    private static Predicate<RecordFacts> Of(FhirFilter.PersonDate date) => date.Parameter switch
    {
        PersonDateParameter.BirthDate => Person(date.Roles, person => PeriodTest.Holds(person.BirthDate, date.Comparison, date.Values)),
        PersonDateParameter.DeathDate => Person(date.Roles, person => PeriodTest.Holds(person.DeathDate, date.Comparison, date.Values)),
        PersonDateParameter.MarriageDate => Person(date.Roles, person => PeriodTest.Holds(person.MarriageDate, date.Comparison, date.Values)),
        _ => throw new ArgumentOutOfRangeException(nameof(date), date.Parameter, "Not a date of life."),
    };

    private static Predicate<RecordFacts> Of(FhirFilter.RecordDate date) => date.Parameter switch
    {
        RecordDateParameter.Event => record => PeriodTest.Holds(record.Record.EventDate, date.Comparison, date.Values),
        RecordDateParameter.Registration => record =>
            PeriodTest.Holds(record.Record.RegisteredOn is { } day ? PartialDate.OfDay(day) : null, date.Comparison, date.Values),
        _ => throw new ArgumentOutOfRangeException(nameof(date), date.Parameter, "Not a date of a record."),
    };

    private static Predicate<RecordFacts> Person(IReadOnlyList<PersonRole> asked, Predicate<RecordedPerson> test)
    {
        var roles = new RoleSet(asked);
        return record =>
        {
            foreach (var person in record.People)
                if (roles.Has(person.Role) && test(person))
                    return true;
            return false;
        };
    }

    private static Predicate<RecordFacts> Of(FhirFilter.InPlace place)
    {
        (string Id, string? Word)[] wanted = [.. place.Values.Select(PlaceTree.IdOf).Select(id => (id, Normalised.Name(id)))];
        return record =>
        {
            var path = place.Parameter == PlaceParameter.Office ? record.Office : record.EventPlace;
            foreach (var (id, word) in wanted)
                if (path.IsIn(record.Places, id, word))
                    return true;
            return false;
        };
    }

    /// <summary>Roles as bits.</summary>
    private readonly struct RoleSet(IReadOnlyList<PersonRole> roles)
    {
        private readonly long _bits = roles.Aggregate(0L, (bits, role) => bits | 1L << (int)role);

        public bool Has(PersonRole role) => (_bits & 1L << (int)role) != 0;
    }
}
