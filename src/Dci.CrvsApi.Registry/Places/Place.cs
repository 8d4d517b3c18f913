namespace Dci.CrvsApi.Registry.Places;

/// <summary>What stands at a node of the place tree.</summary>
public enum PlaceKind
{
    Area = 1,
    Office = 2,
    Facility = 3,
    Other = 4,
}

/// <summary>A node of the place tree as FHIR Location tells it.</summary>
public sealed record Place
{
    /// <summary>FHIR Location id. At most 64 characters.</summary>
    public required string Id { get; init; }

    public required PlaceKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Statistical code or internal id without its type prefix; null when there is none.</summary>
    public string? Code { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>FHIR Location id of what it lies in; null at the root.</summary>
    public string? ParentId { get; init; }

    public bool Active { get; init; } = true;

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public DateTimeOffset LastUpdated { get; init; }
}
