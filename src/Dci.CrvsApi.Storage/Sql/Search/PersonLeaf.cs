using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// A condition on people in some roles. The first subject's default name and dates stand in the record's own row;
/// everyone else, and every other name, in rows of their own.
/// </summary>
/// <param name="Roles">Whose values count.</param>
/// <param name="IsName">Whether the first subject too can have further rows: names in other languages.</param>
/// <param name="On">The condition on the columns that a function of their short names gives.</param>
internal sealed record PersonLeaf(IReadOnlyList<PersonRole> Roles, bool IsName, Func<Func<string, string>, string> On)
{
    /// <summary>The condition on the record's own row, null when the first subject is not asked about.</summary>
    public string? Inline(VitalEvent vitalEvent) =>
        Roles.Contains(PersonRoles.SubjectsOf(vitalEvent)[0]) ? On(column => "r.subj_" + column) : null;

    /// <summary>The records found through people's own rows, null when there can be none.</summary>
    public string? Rows(VitalEvent vitalEvent) => Others(vitalEvent) is { Count: > 0 } roles
        ? $"SELECT p.seq FROM person p WHERE p.event = {Conditions.Number((int)vitalEvent)} AND {RoleIn(roles)} AND {On(column => "p." + column)}"
        : null;

    /// <summary>The same, asked of one record.</summary>
    public string? Probe(VitalEvent vitalEvent) => Others(vitalEvent) is { Count: > 0 } roles
        ? $"EXISTS (SELECT 1 FROM person p WHERE p.seq = r.seq AND {RoleIn(roles)} AND {On(column => "p." + column)})"
        : null;

    private List<PersonRole> Others(VitalEvent vitalEvent) =>
        [.. Roles.Where(role => IsName || role != PersonRoles.SubjectsOf(vitalEvent)[0])];

    private static string RoleIn(IEnumerable<PersonRole> roles) => Conditions.In("p.role", roles.Select(role => Conditions.Number((int)role)));

    public static PersonLeaf? Of(FhirFilter filter, SqlValues values) => filter switch
    {
        FhirFilter.Name name => OfName(name, values),
        FhirFilter.PersonDate date => OfDate(date, values),
        FhirFilter.PersonSex sex => OfNumbers("sex", sex.Roles, sex.Values.Select(value => (long)value), values),
        FhirFilter.PersonMaritalStatus status => OfNumbers("marital", status.Roles, status.Values.Select(value => (long)value), values),
        _ => null,
    };

    private static PersonLeaf OfName(FhirFilter.Name name, SqlValues values)
    {
        var asked = name.Values.Select(values.Add).ToList();
        string[] parts = name.Parameter switch
        {
            NameParameter.Family => ["family_n"],
            NameParameter.Given => ["given_n"],
            NameParameter.SecondGiven => ["second_n"],
            NameParameter.Any => ["family_n", "given_n", "second_n"],
            _ => throw new ArgumentOutOfRangeException(nameof(name), name.Parameter, "Not a part of a name."),
        };
        return new PersonLeaf(name.Roles, true, column => Conditions.AnyOf([.. parts.Select(part => Conditions.Compare(column(part), name.Comparison, asked))]));
    }

    private static PersonLeaf OfDate(FhirFilter.PersonDate date, SqlValues values)
    {
        var stem = date.Parameter switch
        {
            PersonDateParameter.BirthDate => "birth",
            PersonDateParameter.DeathDate => "death",
            PersonDateParameter.MarriageDate => "marriage",
            _ => throw new ArgumentOutOfRangeException(nameof(date), date.Parameter, "Not a date of life."),
        };
        return new PersonLeaf(date.Roles, false, column => Conditions.Period(column(stem + "_lo"), column(stem + "_hi"), date.Comparison, date.Values, values));
    }

    private static PersonLeaf OfNumbers(string part, IReadOnlyList<PersonRole> roles, IEnumerable<long> numbers, SqlValues values)
    {
        var asked = numbers.Select(values.Add).ToList();
        return new PersonLeaf(roles, false, column => Conditions.In(column(part), asked));
    }
}
