using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>Which of a record's two subjects a query that found the record is about, as a search for Patients has to tell.</summary>
public static class SubjectMatch
{
    /// <summary>The subjects of whom everything that the filter asks of a person is true.</summary>
    public static IReadOnlyList<RecordedPerson> Of(FhirFilter filter, VitalRecord record) =>
        [.. record.People.Where(person => PersonRoles.SubjectsOf(record.Event).Contains(person.Role) && Holds(filter, person))];

    /// <summary>What is asked of the record is true, or it would not have been found.</summary>
    private static bool Holds(FhirFilter filter, RecordedPerson person) => filter switch
    {
        FhirFilter.And all => all.Operands.All(operand => Holds(operand, person)),
        FhirFilter.Or any => any.Operands.Any(operand => Holds(operand, person)),
        FhirFilter.Not not => !Holds(not.Operand, person),
        FhirFilter.Identifier asked => asked.Roles.Contains(person.Role) && person.Identifiers.Any(own => own.Kind == asked.Kind && asked.Values.Contains(Normalised.Identifier(own.Value))),
        FhirFilter.RecordNumber { Parameter: RecordNumberParameter.RegistrationNumber } number => person.Identifiers.Any(own => number.Values.Contains(Normalised.Identifier(own.Value))),
        FhirFilter.Name name => name.Roles.Contains(person.Role) && person.Names.Any(own => name.Values.Any(value => Bears(own, name.Parameter, value))),
        FhirFilter.PersonDate date => date.Roles.Contains(person.Role) && Of(date.Parameter, person) is { } own && date.Values.Any(range => Holds(date.Comparison, range, own)),
        FhirFilter.PersonSex sex => sex.Roles.Contains(person.Role) && person.Sex is { } own && sex.Values.Contains(own),
        FhirFilter.PersonMaritalStatus status => status.Roles.Contains(person.Role) && person.MaritalStatus is { } own && status.Values.Contains(own),
        _ => true,
    };

    private static bool Bears(RecordedName name, NameParameter parameter, string value) => parameter switch
    {
        NameParameter.Family => Normalised.Name(name.Surname) == value,
        NameParameter.Given => Normalised.Name(name.GivenName) == value,
        NameParameter.SecondGiven => Normalised.Name(name.SecondName) == value,
        NameParameter.Any => new[] { name.Surname, name.GivenName, name.SecondName }.Any(part => Normalised.Name(part) == value),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a part of a name."),
    };

    private static PartialDate? Of(PersonDateParameter parameter, RecordedPerson person) => parameter switch
    {
        PersonDateParameter.BirthDate => person.BirthDate,
        PersonDateParameter.DeathDate => person.DeathDate,
        PersonDateParameter.MarriageDate => person.MarriageDate,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a date of a person."),
    };

    private static bool Holds(Comparison comparison, DateRange range, PartialDate own) => comparison switch
    {
        Comparison.Eq => own.First >= range.First && own.Last <= range.Last,
        Comparison.Gt => own.First > range.Last,
        Comparison.Ge => own.First >= range.First,
        Comparison.Lt => own.Last < range.First,
        Comparison.Le => own.Last <= range.Last,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };
}
