using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Identifiers of one or several kinds, compared with the same values on the same people: one question to the index.</summary>
internal sealed record IdentifierLeaf(IReadOnlyList<IdentifierKind> Kinds, IReadOnlyList<PersonRole> Roles, Comparison Comparison, IReadOnlyList<string> Values)
{
    public static IdentifierLeaf Of(FhirFilter.Identifier identifier) => new([identifier.Kind], identifier.Roles, identifier.Comparison, identifier.Values);

    /// <summary>The identifiers among alternatives; those that differ in nothing but their kind are one.</summary>
    public static IEnumerable<IdentifierLeaf> Among(IEnumerable<FhirFilter> alternatives) => alternatives
        .OfType<FhirFilter.Identifier>()
        .GroupBy(identifier => (identifier.Comparison, identifier.Values, Roles: identifier.Roles.Aggregate(0L, (roles, role) => roles | 1L << (int)role)))
        .Select(same => Of(same.First()) with { Kinds = [.. same.Select(identifier => identifier.Kind)] });

    /// <summary>The records that have such an identifier.</summary>
    public string Rows(SqlValues values, VitalEvent vitalEvent)
    {
        var kinds = Conditions.In("i.kind", Kinds.Select(kind => Conditions.Number((int)kind)));
        var value = Conditions.Compare("i.value_n", Comparison, [.. Values.Select(values.Add)]);
        var roles = Conditions.In("i.role", Roles.Select(role => Conditions.Number((int)role)));
        return $"SELECT i.seq FROM ident i WHERE {kinds} AND {value} AND i.event = {Conditions.Number((int)vitalEvent)} AND {roles}";
    }
}
