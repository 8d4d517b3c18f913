using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>How much a filter holds a record against.</summary>
public static class FilterSize
{
    /// <summary>The values in the branch of a query that has most.</summary>
    public static int MostValuesIn(FhirQuery query) => query.Branches.Max(branch => ValuesIn(branch.Filter));

    private static int ValuesIn(FhirFilter filter) => filter switch
    {
        FhirFilter.And and => and.Operands.Sum(ValuesIn),
        FhirFilter.Or or => or.Operands.Sum(ValuesIn),
        FhirFilter.Not not => ValuesIn(not.Operand),
        FhirFilter.Identifier identifier => identifier.Values.Count,
        FhirFilter.RecordNumber number => number.Values.Count,
        FhirFilter.Name name => name.Values.Count,
        FhirFilter.PersonDate date => date.Values.Count,
        FhirFilter.RecordDate date => date.Values.Count,
        FhirFilter.LastUpdated updated => updated.Values.Count,
        FhirFilter.PersonSex sex => sex.Values.Count,
        FhirFilter.PersonMaritalStatus status => status.Values.Count,
        FhirFilter.InPlace place => place.Values.Count,
        _ => 1,
    };
}
