using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests;

/// <summary>Short ways to say a search.</summary>
internal static class Query
{
    public static FhirFilter Everything { get; } = new FhirFilter.And([]);

    public static FhirQuery Births(FhirFilter filter, int size = 50, int number = 1, params SortKey[] sort) =>
        new([new EventQuery(VitalEvent.LiveBirth, filter)], sort, new PageRequest(size, number));

    public static FhirQuery Marriages(FhirFilter filter) =>
        new([new EventQuery(VitalEvent.Marriage, filter)], [], new PageRequest(50, 1));

    public static FhirQuery ByNumber(string number) =>
        Births(new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, Comparison.Eq, [number]));

    public static FhirFilter Family(string name, params PersonRole[] roles) => new FhirFilter.Name(NameParameter.Family, roles, Comparison.Eq, [name]);

    public static FhirFilter NationalId(string value, params PersonRole[] roles) =>
        new FhirFilter.Identifier(IdentifierKind.NationalId, roles, Comparison.Eq, [value]);

    public static FhirFilter Happened(Comparison comparison, DateOnly first, DateOnly? last = null) =>
        new FhirFilter.RecordDate(RecordDateParameter.Event, comparison, [new DateRange(first, last ?? first)]);

    public static FhirFilter In(string place) => new FhirFilter.InPlace(PlaceParameter.Event, [place]);
}
