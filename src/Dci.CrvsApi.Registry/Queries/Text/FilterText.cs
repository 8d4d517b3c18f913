using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>Writes a filter in the language of FHIR's <c>_filter</c> parameter.</summary>
internal static class FilterText
{
    public static string Of(FhirFilter filter, VitalEvent vitalEvent, bool masked) => filter switch
    {
        FhirFilter.And { Operands.Count: 0 } => "_id pr true",
        FhirFilter.And and => Joined(and.Operands, " and ", vitalEvent, masked),
        FhirFilter.Or or => Joined(or.Operands, " or ", vitalEvent, masked),
        FhirFilter.Not not => $"not ({Of(not.Operand, vitalEvent, masked)})",
        _ => Term(FhirTerm.Of(filter, vitalEvent)!, masked),
    };

    private static string Joined(IReadOnlyList<FhirFilter> operands, string word, VitalEvent vitalEvent, bool masked) =>
        string.Join(word, operands.Select(operand => IsJoined(operand, vitalEvent) ? $"({Of(operand, vitalEvent, masked)})" : Of(operand, vitalEvent, masked)));

    private static bool IsJoined(FhirFilter filter, VitalEvent vitalEvent) => filter switch
    {
        FhirFilter.And or FhirFilter.Or => true,
        FhirFilter.Not => false,
        _ => FhirTerm.Of(filter, vitalEvent) is { } term && (term.Parameters.Count > 1 || term.Values.Count > 1 || term.Values[0].Count > 1),
    };

    private static string Term(FhirTerm term, bool masked) =>
        string.Join(" or ", term.Parameters.SelectMany(parameter => term.Values.Select(value => Value(parameter, value, term, masked))));

    private static string Value(string parameter, IReadOnlyList<FhirBound> bounds, FhirTerm term, bool masked)
    {
        var several = bounds.Count > 1 && term.Values.Count * term.Parameters.Count > 1;
        var text = string.Join(" and ", bounds.Select(bound => $"{parameter} {bound.Word} {Literal(bound, term, masked)}"));
        return several ? $"({text})" : text;
    }

    private static string Literal(FhirBound bound, FhirTerm term, bool masked)
    {
        var value = masked ? FhirEscape.Mask : bound.Parts[^1];
        return term.IsText ? FhirEscape.Quoted(string.Join('|', [.. bound.Parts[..^1], value])) : value;
    }
}
