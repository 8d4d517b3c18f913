using System.Text.RegularExpressions;

namespace Dci.CrvsApi.Fhir;

/// <summary>What can be read.</summary>
internal static partial class FhirTypes
{
    public const string Place = "Location";

    /// <summary>The types of resources that are read and searched.</summary>
    public static IReadOnlyList<string> All { get; } = ["Composition", "Task", "Patient", "RelatedPerson", "Encounter", "Observation", Place];

    /// <summary>FHIR R4, id.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9\-.]{1,64}\z")]
    public static partial Regex Id { get; }
}
