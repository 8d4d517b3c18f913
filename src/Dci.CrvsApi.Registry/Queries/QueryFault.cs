namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Why search criteria can't be answered: a code of the standard and words that the sender can act on. Never a value.</summary>
public sealed record QueryFault(string Code, string Detail)
{
    public const string CriteriaCode = "rjct.search_criteria.invalid";
    public const string SortCode = "rjct.sort.invalid";
    public const string PaginationCode = "rjct.pagination.invalid";

    /// <summary>True when the criteria are badly formed; false when they are well formed but ask what can't be answered.</summary>
    public bool IllFormed { get; init; }
}
