namespace Dci.CrvsApi.Events;

/// <summary>The paths on which FHIR is spoken, and refusals are therefore OperationOutcomes.</summary>
internal static class FhirPaths
{
    public const string Root = "/fhir";

    /// <summary>Where OpenCRVS takes notifications.</summary>
    public const string Notification = "/notification";

    public static bool Covers(PathString path) => path.StartsWithSegments(Root, StringComparison.Ordinal) || path.StartsWithSegments(Notification, StringComparison.Ordinal);
}
