using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>What a translation needs to know besides the criteria.</summary>
/// <param name="Today">The day that ages are counted to.</param>
public sealed record TranslationOptions(DateOnly Today)
{
    /// <summary>Records on a page when the criteria do not say. At least 1.</summary>
    public int DefaultPageSize { get; init; } = 50;

    /// <summary>The most records on a page; who asks for more gets this many.</summary>
    public int MaximumPageSize { get; init; } = 1_000;

    /// <summary>The most values that the criteria may compare with, over all conditions.</summary>
    public int MaximumValues { get; init; } = 1_000;

    /// <summary>The events that are searched when the criteria name none; those that they can't mean are left out. A named event is searched whether it is here or not.</summary>
    public IReadOnlyList<VitalEvent> Events { get; init; } = Enum.GetValues<VitalEvent>();

    /// <summary>ISO 639-3 of the wanted names, null for the default ones.</summary>
    public string? Language { get; init; }
}
