using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>A parameter of a FHIR search, decoded.</summary>
public sealed record SearchArgument(string Name, string Value);

/// <summary>A FHIR search over one type of resource, as a search over the records that the resources are part of.</summary>
public sealed record ResourceSearch
{
    public required string Type { get; init; }

    /// <summary>One for each vital event that can match; none when nothing can.</summary>
    public required IReadOnlyList<EventQuery> Branches { get; init; }

    /// <summary>Keys in order of weight.</summary>
    public required IReadOnlyList<SortKey> Sort { get; init; }

    /// <summary>Canonical names of the attributes that are searched by.</summary>
    public required IReadOnlyList<string> Attributes { get; init; }

    /// <summary>Canonical names of the attributes that are sorted by.</summary>
    public required IReadOnlyList<string> SortAttributes { get; init; }

    public required IReadOnlyList<IdentifierKind> IdentifierKinds { get; init; }

    /// <summary>The record holds one of each list.</summary>
    public required IReadOnlyList<IReadOnlyList<ResourceName>> Holding { get; init; }

    /// <summary>What else is asked of each resource of the type.</summary>
    public required IReadOnlyList<ResourceTest> Tests { get; init; }
}

/// <summary>A resource by its type and id.</summary>
public sealed record ResourceName(string Type, string Id)
{
    public override string ToString() => $"{Type}/{Id}";
}

/// <summary>Something that is asked of a resource itself, once its record is found.</summary>
public abstract record ResourceTest
{
    private ResourceTest()
    {
    }

    /// <summary>It has one of the ids.</summary>
    public sealed record HasId(IReadOnlyList<string> Ids) : ResourceTest;

    /// <summary>A member of it refers to one of the resources.</summary>
    public sealed record RefersTo(string Member, IReadOnlyList<ResourceName> Names) : ResourceTest;

    /// <summary>Its code is one of these; a system that is null may be any.</summary>
    public sealed record HasCode(IReadOnlyList<(string? System, string Code)> Codes) : ResourceTest;
}

/// <summary>What came of reading a FHIR search.</summary>
public abstract record ResourceSearchReading
{
    private ResourceSearchReading()
    {
    }

    public sealed record Understood(ResourceSearch Search) : ResourceSearchReading;

    /// <summary>Every fault; at least one.</summary>
    public sealed record Refused(IReadOnlyList<ResourceSearchFault> Faults) : ResourceSearchReading;
}

/// <summary>Why a parameter can't be answered. Never a value.</summary>
/// <param name="Parameter">Its name as sent, shortened.</param>
public sealed record ResourceSearchFault(string Parameter, ResourceSearchFaultKind Kind, string Detail);

/// <summary>What kind of fault it is.</summary>
public enum ResourceSearchFaultKind
{
    /// <summary>There is no such parameter here.</summary>
    Unknown = 1,

    /// <summary>There is, and it can't say this.</summary>
    NotSupported,

    /// <summary>The value is none of its kind.</summary>
    Invalid,
}
