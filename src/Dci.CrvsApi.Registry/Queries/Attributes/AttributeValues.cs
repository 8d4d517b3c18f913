using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>The values of a comparison, read as what the attribute holds. Never empty.</summary>
internal abstract record AttributeValues
{
    private AttributeValues()
    {
    }

    internal sealed record Texts(IReadOnlyList<string> Items) : AttributeValues;

    internal sealed record Dates(IReadOnlyList<DateRange> Items) : AttributeValues;

    internal sealed record Instants(IReadOnlyList<InstantRange> Items) : AttributeValues;

    internal sealed record Sexes(IReadOnlyList<Sex> Items) : AttributeValues;

    internal sealed record MaritalStatuses(IReadOnlyList<MaritalStatus> Items) : AttributeValues;
}
