using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>From a filter to a condition on a record <c>r</c>.</summary>
/// <param name="vitalEvent">The event of the branch.</param>
/// <param name="book">The places as they are.</param>
/// <param name="values">Takes the values.</param>
/// <param name="fewRows">Whether it is asked of few records: then other tables are probed for each, else gathered once.</param>
internal sealed class RowFilter(VitalEvent vitalEvent, PlaceBook book, SqlValues values, bool fewRows)
{
    public string Of(FhirFilter filter) => filter switch
    {
        FhirFilter.And all => all.Operands.Count == 0 ? Conditions.Always : "(" + Conditions.AllOf([.. all.Operands.Select(Of)]) + ")",
        FhirFilter.Or any => OfAny(any.Operands),
        FhirFilter.Not not => Conditions.Not(Of(not.Operand)),
        FhirFilter.Identifier identifier => OfIdentifier(IdentifierLeaf.Of(identifier)),
        FhirFilter.RecordNumber number => RecordLeaf.Number(number, values),
        FhirFilter.RecordDate date => RecordLeaf.Date(date, values),
        FhirFilter.LastUpdated updated => RecordLeaf.Updated(updated, values),
        FhirFilter.Status status => RecordLeaf.Status(status),
        FhirFilter.InPlace place => PlaceLeaf.Of(place, book, values),
        _ when PersonLeaf.Of(filter, values) is { } person => OfPerson(person),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.GetType().Name, "Not a filter."),
    };

    private string OfAny(IReadOnlyList<FhirFilter> operands) => Conditions.AnyOf(
    [
        .. operands.Where(operand => operand is not FhirFilter.Identifier).Select(Of),
        .. IdentifierLeaf.Among(operands).Select(OfIdentifier),
    ]);

    // A range of identifiers is gathered once in any case: probing would walk the whole range for each record.
    private string OfIdentifier(IdentifierLeaf identifier)
    {
        var rows = identifier.Rows(values, vitalEvent);
        return fewRows && identifier.Comparison == Comparison.Eq ? $"EXISTS ({rows} AND i.seq = r.seq)" : $"r.seq IN ({rows})";
    }

    private string OfPerson(PersonLeaf leaf)
    {
        var inline = leaf.Inline(vitalEvent);
        var others = fewRows ? leaf.Probe(vitalEvent) : leaf.Rows(vitalEvent) is { } rows ? $"r.seq IN ({rows})" : null;
        return Conditions.AnyOf([.. new[] { inline, others }.OfType<string>()]);
    }
}
