using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// Keeps what an <c>and</c> asks of a spouse on one spouse: surname A and given name B must not match the bride's surname
/// and the groom's given name. A <c>not</c> that stands alone is true when it is true of neither.
/// </summary>
internal static class SameSpouse
{
    public static FhirFilter Keep(FhirFilter filter) => filter switch
    {
        FhirFilter.And and => KeepTogether(and.Operands),
        FhirFilter.Or or => new FhirFilter.Or([.. or.Operands.Select(Keep)]),
        FhirFilter.Not not => new FhirFilter.Not(Keep(not.Operand)),
        _ => filter,
    };

    private static FhirFilter KeepTogether(IReadOnlyList<FhirFilter> operands)
    {
        var spouses = operands.Where(operand => AsksOfSpouses(operand)).ToList();
        if (spouses.Count < 2 || !spouses.Exists(operand => AsksOfSpouses(operand, negations: false)))
            return new FhirFilter.And([.. operands.Select(Keep)]);

        var ofOne = new FhirFilter.Or([Bound(spouses, PersonRole.Bride), Bound(spouses, PersonRole.Groom)]);
        return spouses.Count == operands.Count ? ofOne : new FhirFilter.And([.. operands.Where(operand => !AsksOfSpouses(operand)).Select(Keep), ofOne]);
    }

    private static FhirFilter.And Bound(IEnumerable<FhirFilter> operands, PersonRole role) => new([.. operands.Select(operand => Bound(operand, role))]);

    private static bool AsksOfSpouses(FhirFilter filter, bool negations = true) => filter switch
    {
        FhirFilter.And and => and.Operands.Any(operand => AsksOfSpouses(operand, negations)),
        FhirFilter.Or or => or.Operands.Any(operand => AsksOfSpouses(operand, negations)),
        FhirFilter.Not not => negations && AsksOfSpouses(not.Operand, negations),
        _ => RolesOf(filter) is { } roles && AreSpouses(roles),
    };

    private static FhirFilter Bound(FhirFilter filter, PersonRole role) => filter switch
    {
        FhirFilter.And and => new FhirFilter.And([.. and.Operands.Select(operand => Bound(operand, role))]),
        FhirFilter.Or or => new FhirFilter.Or([.. or.Operands.Select(operand => Bound(operand, role))]),
        FhirFilter.Not not => new FhirFilter.Not(Bound(not.Operand, role)),
        _ when RolesOf(filter) is not { } roles || !AreSpouses(roles) => filter,
        FhirFilter.Identifier identifier => identifier with { Roles = [role] },
        FhirFilter.Name name => name with { Roles = [role] },
        FhirFilter.PersonDate date => date with { Roles = [role] },
        FhirFilter.PersonSex sex => sex with { Roles = [role] },
        FhirFilter.PersonMaritalStatus status => status with { Roles = [role] },
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not a filter with roles."),
    };

    /// <summary>The roles of a leaf about people, null for one about the record.</summary>
    internal static IReadOnlyList<PersonRole>? RolesOf(FhirFilter filter) => filter switch
    {
        FhirFilter.Identifier identifier => identifier.Roles,
        FhirFilter.Name name => name.Roles,
        FhirFilter.PersonDate date => date.Roles,
        FhirFilter.PersonSex sex => sex.Roles,
        FhirFilter.PersonMaritalStatus status => status.Roles,
        _ => null,
    };

    private static bool AreSpouses(IReadOnlyList<PersonRole> roles) => roles.Contains(PersonRole.Bride) && roles.Contains(PersonRole.Groom);
}
