using System.Globalization;
using System.Text;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Queries.Text;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// Reads a query aloud as FHIR searches, one for each event:
/// <c>Composition?type=birth-declaration&amp;child.birthdate=ge2010-05-04&amp;_count=50</c>. What FHIR's parameters can't
/// say, several roles, alternatives and negations, stands in <c>_filter</c>. That only registered records are found goes without saying.
/// </summary>
public static class FhirSearchText
{
    public static IReadOnlyList<string> Of(FhirQuery query) => Read(query, masked: false);

    /// <summary>The same without any value, fit for a log.</summary>
    public static IReadOnlyList<string> Masked(FhirQuery query) => Read(query, masked: true);

    private static List<string> Read(FhirQuery query, bool masked) => [.. query.Branches.Select(branch => Read(branch, query, masked))];

    private static string Read(EventQuery branch, FhirQuery query, bool masked)
    {
        var text = new StringBuilder($"Composition?type={EventCodes.Of(branch.Event).DocumentType}");
        IReadOnlyList<FhirFilter> conditions = branch.Filter is FhirFilter.And and ? and.Operands : [branch.Filter];
        foreach (var condition in conditions)
            text.Append('&').Append(Condition(condition, branch.Event, masked));
        if (query.Sort.Count > 0)
            text.Append("&_sort=").AppendJoin(',', query.Sort.Select(key => FhirSortText.Of(key, branch.Event)));
        text.Append(CultureInfo.InvariantCulture, $"&_count={query.Page.Size}");
        if (query.Page.Number > 1)
            text.Append(CultureInfo.InvariantCulture, $"&_page={query.Page.Number}");
        return text.ToString();
    }

    private static string Condition(FhirFilter condition, VitalEvent vitalEvent, bool masked) =>
        FhirTerm.Of(condition, vitalEvent) is { } term && Parameter(term, masked) is { } parameter
            ? parameter
            : $"_filter=({FhirEscape.Url(FilterText.Of(condition, vitalEvent, masked))})";

    /// <summary>The term as search parameters; null when they can't say it.</summary>
    private static string? Parameter(FhirTerm term, bool masked)
    {
        if (term.Parameters.Count > 1 || (term.IsText && term.Values[0][0].Comparison != Comparison.Eq))
            return null;
        var name = term.Parameters[0];
        if (term.Values is [{ Count: > 1 } bounds])
            return string.Join('&', bounds.Select(bound => $"{name}={Value(bound, masked)}"));
        return term.Values.All(value => value.Count == 1)
            ? $"{name}={string.Join(',', term.Values.Select(value => Value(value[0], masked)))}"
            : null;
    }

    private static string Value(FhirBound bound, bool masked)
    {
        var parts = bound.Parts.Select((part, i) => FhirEscape.Value(masked && i == bound.Parts.Length - 1 ? FhirEscape.Mask : part));
        return FhirEscape.Url((bound.Comparison == Comparison.Eq ? "" : bound.Word) + string.Join('|', parts));
    }
}
