using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>
/// The Task of a record, in all the versions that the bundle has: where the record stands, its numbers, its office and
/// the day of registration.
/// </summary>
internal sealed class TaskReader
{
    private readonly List<R4.Task> _versions;

    private TaskReader(List<R4.Task> versions) => _versions = versions;

    public R4.Task Current => _versions[^1];

    public string? StatusCode => Current.BusinessStatus.CodeOf();

    /// <summary>Null when the bundle has no Task.</summary>
    public static TaskReader? Of(R4.Composition composition, BundleIndex index)
    {
        var tasks = index.All<R4.Task>();
        var own = tasks.Where(task => ReferenceEquals(index.Resolve(task.Focus), composition)).ToList();
        var versions = (own.Count > 0 ? own : tasks).OrderBy(task => task.LastModified.AsInstant() ?? DateTimeOffset.MinValue).ToList();
        return versions.Count == 0 ? null : new TaskReader(versions);
    }

    public string? Number(string system) =>
        Current.Identifier.Find(identifier => identifier.System == system)?.Value.Trimmed();

    public string? OfficeId(BundleIndex index) =>
        index.IdIn(Current.Extension.ValueOf(FhirUrls.Office) as R4.ResourceReference);

    /// <summary>
    /// The day, and whether it is only inferred. OpenCRVS keeps it in the history alone; where that is missing, the last
    /// touch of a registered Task or the day of declaration is as near as one gets.
    /// </summary>
    public (DateOnly Day, bool IsApproximate)? Registered(R4.Composition composition)
    {
        if (Current.Extension.ValueOf(FhirUrls.RegistrationDate).AsDate() is { IsDay: true } told)
            return (told.First, false);
        var registered = _versions.Find(task => task.BusinessStatus.CodeOf() == "REGISTERED")?.LastModified.AsDate();
        if (registered is { } day)
            return (day.First, _versions.Count == 1);
        return composition.Date.AsDate() is { } declared ? (declared.First, true) : null;
    }
}
