using System.Globalization;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir.Places;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Fhir.Reading;

/// <summary>Reads one resource, or what is known of its versions.</summary>
internal sealed class ReadHandler(RecordDesk desk, IPlaceStore places, FhirLinks links)
{
    public async ValueTask<FhirAnswer> ReadAsync(FhirCall call, string type, string id, CancellationToken cancellationToken)
    {
        if (Unreadable(type) is { } refused)
            return refused;
        if (type == FhirTypes.Place && (await places.LoadAsync(cancellationToken)).Find(id) is { } place)
            return PlaceResource.Answer(place);
        var (view, failure) = await FindAsync(call, type, id, cancellationToken);
        return failure ?? Answer(view!, type, id);
    }

    /// <summary>The one version that is kept is the latest; that there were others may be told, what they said may not.</summary>
    public async ValueTask<FhirAnswer> ReadVersionAsync(FhirCall call, string type, string id, string version, CancellationToken cancellationToken)
    {
        if (Unreadable(type) is { } refused)
            return refused;
        if (type == FhirTypes.Place && (await places.LoadAsync(cancellationToken)).Find(id) is not null)
            return FhirAnswer.Refused(StatusCodes.Status404NotFound, IssueCode.NotSupported, "Places have no versions.");
        var (view, failure) = await FindAsync(call, type, id, cancellationToken);
        if (failure is not null)
            return failure;
        return version == view!.Record.Version.ToString(CultureInfo.InvariantCulture)
            ? Answer(view, type, id)
            : FhirAnswer.Refused(StatusCodes.Status404NotFound, IssueCode.NotFound, "Only the latest version is kept; _history lists those there were.");
    }

    public async ValueTask<FhirAnswer> ReadHistoryAsync(FhirCall call, string type, string id, CancellationToken cancellationToken)
    {
        if (Unreadable(type) is { } refused)
            return refused;
        if (type == FhirTypes.Place && (await places.LoadAsync(cancellationToken)).Find(id) is not null)
            return FhirAnswer.Refused(StatusCodes.Status404NotFound, IssueCode.NotSupported, "Places have no versions.");
        var (view, failure) = await FindAsync(call, type, id, cancellationToken);
        if (failure is not null)
            return failure;
        var resource = view!.Find(type, id)!;
        var entries = new JsonArray(links.VersionEntry(resource, view.Record.Version, view.LastUpdated, isLatest: true));
        foreach (var version in await desk.VersionsAsync(view.Record.RecordId, cancellationToken))
            if (version.Version < view.Record.Version)
                entries.Add(links.VersionEntry(resource, version.Version, view.LastUpdated is null ? null : version.At, isLatest: false));
        return new FhirAnswer(StatusCodes.Status200OK, new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "history",
            ["total"] = entries.Count,
            ["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = links.Of($"{type}/{id}/_history") }),
            ["entry"] = entries,
        });
    }

    private async ValueTask<(RecordView? View, FhirAnswer? Refused)> FindAsync(FhirCall call, string type, string id, CancellationToken cancellationToken)
    {
        var holding = await desk.HoldingAsync(type, id, cancellationToken);
        var (views, refused) = await desk.OpenAsync(call, holding, cancellationToken);
        if (refused is not null)
            return (null, refused);
        var view = views.Where(candidate => candidate.Find(type, id) is not null).MaxBy(candidate => candidate.Record.LastUpdated);
        if (view is null)
            return (null, FhirAnswer.NotFound());
        await desk.DiscloseAsync(call, [view.Record.Event], [view.Record.RecordId], cancellationToken);
        return (view, null);
    }

    private static FhirAnswer Answer(RecordView view, string type, string id) =>
        new(StatusCodes.Status200OK, view.Find(type, id)!.Json) { ETag = view.ETag, LastModified = view.LastUpdated };

    private static FhirAnswer? Unreadable(string type) => FhirTypes.All.Contains(type)
        ? null
        : FhirAnswer.Refused(StatusCodes.Status404NotFound, IssueCode.NotSupported, $"Resources of this type are not served. Served are {string.Join(", ", FhirTypes.All)}.");
}
