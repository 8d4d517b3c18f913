namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>A query that gives some of a search's matches, as <c>r</c>; the arms of a search have no match in common.</summary>
/// <param name="From">What stands after FROM.</param>
/// <param name="Where">What stands after WHERE.</param>
/// <param name="EventNumber">The event of its branch.</param>
/// <param name="Walks">True when it walks an index of records, and not from a few keys.</param>
internal sealed record Arm(string From, string Where, int EventNumber, bool Walks);
