using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using static System.FormattableString;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>What records are sorted by, as expressions on a record <c>r</c>.</summary>
internal static class SortSql
{
    /// <summary>Expressions in order of weight; of a partial date first the first day, then the last.</summary>
    public static IReadOnlyList<string> Of(SortKey key, VitalEvent vitalEvent) => key.Parameter switch
    {
        SortParameter.EventDate => ["r.event_lo", "r.event_hi"],
        SortParameter.RegistrationDate => ["r.reg_date"],
        SortParameter.LastUpdated => ["r.last_updated"],
        SortParameter.RecordId => ["r.record_id"],
        SortParameter.RegistrationNumber => ["r.reg_no_n"],
        SortParameter.TrackingId => ["r.tracking_n"],
        SortParameter.SubjectBirthDate => ["r.subj_birth_lo", "r.subj_birth_hi"],
        SortParameter.SubjectDeathDate => ["r.subj_death_lo", "r.subj_death_hi"],
        SortParameter.SubjectMarriageDate => ["r.subj_marriage_lo", "r.subj_marriage_hi"],
        SortParameter.SubjectFamily => ["r.subj_family_n"],
        SortParameter.SubjectGiven => ["r.subj_given_n"],
        SortParameter.SubjectSecondGiven => ["r.subj_second_n"],
        SortParameter.SubjectSex => ["r.subj_sex"],
        SortParameter.SubjectMaritalStatus => ["r.subj_marital"],
        SortParameter.EventPlace => ["COALESCE(r.place_name_n, (SELECT q.name_n FROM place q WHERE q.place_id = r.place_id))"],
        SortParameter.Office => ["(SELECT q.name_n FROM place q WHERE q.place_id = r.office_id)"],
        SortParameter.SubjectIdentifier => [Identifier(PersonRoles.SubjectsOf(vitalEvent)[0], key.Kind)],
        SortParameter.MotherIdentifier => [Identifier(PersonRole.Mother, key.Kind)],
        SortParameter.FatherIdentifier => [Identifier(PersonRole.Father, key.Kind)],
        SortParameter.MotherFamily => [Person(PersonRole.Mother, "family_n")],
        SortParameter.MotherGiven => [Person(PersonRole.Mother, "given_n")],
        SortParameter.MotherBirthDate => [Person(PersonRole.Mother, "birth_lo"), Person(PersonRole.Mother, "birth_hi")],
        SortParameter.FatherFamily => [Person(PersonRole.Father, "family_n")],
        SortParameter.FatherGiven => [Person(PersonRole.Father, "given_n")],
        SortParameter.FatherBirthDate => [Person(PersonRole.Father, "birth_lo"), Person(PersonRole.Father, "birth_hi")],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Parameter, "Not something to sort by."),
    };

    /// <summary>Whether an index has this order for a search that has no other conditions than these.</summary>
    public static bool HasIndex(SortKey key, FhirFilter filter) =>
        key.Parameter is SortParameter.EventDate or SortParameter.RegistrationDate or SortParameter.SubjectBirthDate or SortParameter.LastUpdated && IsServed(key, filter);

    private static bool IsServed(SortKey key, FhirFilter filter) => filter switch
    {
        FhirFilter.And all => all.Operands.All(operand => IsServed(key, operand)),
        FhirFilter.RecordDate date => key.Parameter ==
            (date.Parameter == RecordDateParameter.Event ? SortParameter.EventDate : SortParameter.RegistrationDate),
        FhirFilter.InPlace { Values.Count: 1 } place => key.Parameter ==
            (place.Parameter == PlaceParameter.Event ? SortParameter.EventDate : SortParameter.RegistrationDate),
        FhirFilter.PersonDate { Parameter: PersonDateParameter.BirthDate, Roles: [PersonRole.Child or PersonRole.Deceased] } =>
            key.Parameter == SortParameter.SubjectBirthDate,
        FhirFilter.LastUpdated => key.Parameter == SortParameter.LastUpdated,
        _ => false,
    };

    private static string Identifier(PersonRole role, IdentifierKind? kind) => kind is { } only
        ? Invariant($"(SELECT MIN(i.value_n) FROM ident i WHERE i.seq = r.seq AND i.role = {(int)role} AND i.kind = {(int)only})")
        : Invariant($"(SELECT MIN(i.value_n) FROM ident i WHERE i.seq = r.seq AND i.role = {(int)role})");

    private static string Person(PersonRole role, string column) => Invariant(
        $"(SELECT MIN(p.{column}) FROM person p WHERE p.seq = r.seq AND p.role = {(int)role} AND p.name_no = 0)");
}
