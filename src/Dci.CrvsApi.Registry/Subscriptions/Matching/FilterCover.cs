using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Words of which every record that fulfils a filter has at least one.</summary>
/// <param name="Words">Empty when nothing can fulfil it.</param>
/// <param name="IsWide">Whether a word may be of many records: a place, and not a number.</param>
internal sealed record FilterCover(IReadOnlyList<string> Words, bool IsWide)
{
    /// <summary>Null when nothing in the filter can be looked up.</summary>
    public static FilterCover? Of(EventQuery branch) => Of(branch.Filter, branch.Event);

    private static FilterCover? Of(FhirFilter filter, VitalEvent vitalEvent) => filter switch
    {
        FhirFilter.Identifier { Comparison: Comparison.Eq } identifier => Narrow(identifier.Values.Select(MatchKey.Number)),
        FhirFilter.RecordNumber { Comparison: Comparison.Eq } number => Narrow(number.Values.Select(value =>
            number.Parameter == RecordNumberParameter.RecordId ? MatchKey.Record(value) : MatchKey.Number(value))),
        FhirFilter.InPlace place => new FilterCover([.. place.Values.Select(value => MatchKey.Place(vitalEvent, place.Parameter, PlaceTree.IdOf(value)))], true),
        FhirFilter.And and => and.Operands
            .Select(operand => Of(operand, vitalEvent))
            .OfType<FilterCover>()
            .MinBy(cover => (cover.IsWide, cover.Words.Count)),
        FhirFilter.Or or => OfAny(or.Operands, vitalEvent),
        _ => null,
    };

    private static FilterCover? OfAny(IReadOnlyList<FhirFilter> operands, VitalEvent vitalEvent)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var wide = false;
        foreach (var operand in operands)
        {
            if (Of(operand, vitalEvent) is not { } cover)
                return null;
            words.UnionWith(cover.Words);
            wide |= cover.IsWide;
        }

        return new FilterCover([.. words], wide);
    }

    private static FilterCover Narrow(IEnumerable<string> words) => new([.. words], false);
}
