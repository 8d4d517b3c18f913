using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir.Places;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>Answers a FHIR search: read, allowed, found by the register's own search, masked, noted, written.</summary>
internal sealed class ResourceSearchHandler(RecordSearch records, RecordDesk desk, IPlaceStore places, FhirLinks links, IOptions<FhirOptions> options)
{
    /// <param name="parameters">Decoded, in the order they came.</param>
    public async ValueTask<FhirAnswer> SearchAsync(FhirCall call, string type, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        if (!FhirTypes.All.Contains(type))
            return FhirAnswer.Refused(StatusCodes.Status404NotFound, IssueCode.NotSupported, $"Resources of this type are not served. Served are {string.Join(", ", FhirTypes.All)}.");
        var controls = SearchControls.Read(type, parameters);
        if (type == FhirTypes.Place)
            return await SearchPlacesAsync(call, parameters, controls, cancellationToken);

        var reading = ResourceSearchReader.Read(type, controls.Arguments, controls.Sort, RecordDesk.EventsOf(call));
        var faults = reading is ResourceSearchReading.Refused refused ? refused.Faults : [];
        var passedOver = PassedOver(call, faults);
        if (passedOver.Count > 0)
        {
            reading = ResourceSearchReader.Read(type, [.. controls.Arguments.Where(argument => !passedOver.Contains(argument.Name))], controls.Sort, RecordDesk.EventsOf(call));
            faults = reading is ResourceSearchReading.Refused still ? still.Faults : [];
        }

        if (controls.Faults.Count + faults.Count > 0 || reading is not ResourceSearchReading.Understood understood)
            return Refuse([.. controls.Faults, .. faults]);
        return await SearchAsync(call, understood.Search, controls, (parameters, passedOver), cancellationToken);
    }

    private async ValueTask<FhirAnswer> SearchAsync(
        FhirCall call,
        ResourceSearch search,
        SearchControls controls,
        (IReadOnlyList<(string Name, string Value)> All, IReadOnlyList<string> PassedOver) parameters,
        CancellationToken cancellationToken)
    {
        var size = SizeOf(call, controls);
        var found = await records.FindAsync(call, search, new PageRequest(size, controls.Page), cancellationToken);
        if (found.Refused is { } refused)
            return refused;
        var set = new SearchSet(links, search.Type);
        set.AddPassedOver(parameters.PassedOver);
        var views = await desk.ViewAsync(call, found.RecordIds, cancellationToken);
        var matches = views.Select(view => (View: view, Resources: Matching.Of(search, view))).ToList();
        var total = Total(search, found, matches.Sum(match => match.Resources.Count));
        if (controls.CountOnly)
        {
            return total is null
                ? FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.NotSupported, $"So many {search.Type} resources can't be counted; narrow the search.")
                : set.Answer(Shown(parameters.All, parameters.PassedOver), (1, 0), total, hasMore: false);
        }

        foreach (var resource in matches.SelectMany(match => match.Resources))
            set.AddMatch(resource);
        var inclusion = new Inclusion(controls.Includes, await places.LoadAsync(cancellationToken));
        foreach (var (view, resources) in matches)
            foreach (var resource in inclusion.Of(view, resources))
                set.AddIncluded(resource);
        await desk.DiscloseAsync(call, [.. found.Events], [.. views.Select(view => view.Record.RecordId)], cancellationToken);
        var hasMore = (long)controls.Page * size < found.Total;
        return set.Answer(Shown(parameters.All, parameters.PassedOver), (controls.Page, size), controls.Total ? total : null, hasMore);
    }

    /// <summary>A record has one Composition and one Task; of other types the number is known only when it was counted.</summary>
    private static long? Total(ResourceSearch search, FoundRecords found, int counted)
    {
        if (search.Type is "Composition" or "Task" && search.Tests.Count == 0)
            return found.Total;
        return found.RecordIds.Count == found.Total ? counted : null;
    }

    private async ValueTask<FhirAnswer> SearchPlacesAsync(FhirCall call, IReadOnlyList<(string Name, string Value)> parameters, SearchControls controls, CancellationToken cancellationToken)
    {
        var tree = await places.LoadAsync(cancellationToken);
        var (found, faults) = PlaceSearch.Run(tree, controls.Arguments);
        var passedOver = PassedOver(call, faults);
        if (passedOver.Count > 0)
            (found, faults) = PlaceSearch.Run(tree, [.. controls.Arguments.Where(argument => !passedOver.Contains(argument.Name))]);
        if (controls.Sort is not null and not "name")
            faults = [.. faults, new ResourceSearchFault("_sort", ResourceSearchFaultKind.NotSupported, "Location can be sorted by name.")];
        if (controls.Faults.Count + faults.Count > 0)
            return Refuse([.. controls.Faults, .. faults]);

        var size = SizeOf(call, controls);
        var set = new SearchSet(links, FhirTypes.Place);
        set.AddPassedOver(passedOver);
        var over = (controls.Page - 1L) * size;
        foreach (var place in controls.CountOnly ? [] : found.Skip((int)Math.Min(over, int.MaxValue)).Take(size))
            set.AddMatch(PlaceResource.Of(place));
        return set.Answer(Shown(parameters, passedOver), controls.CountOnly ? (1, 0) : (controls.Page, size), controls.Total ? found.Count : null, !controls.CountOnly && over + size < found.Count);
    }

    private int SizeOf(FhirCall call, SearchControls controls)
    {
        var most = Math.Min(options.Value.MaxPageSize, call.Partner.Limits.PageSize ?? int.MaxValue);
        return controls.CountOnly ? most : Math.Min(controls.Count ?? options.Value.DefaultPageSize, most);
    }

    private static IReadOnlyList<string> PassedOver(FhirCall call, IReadOnlyList<ResourceSearchFault> faults) =>
        call.Lenient ? [.. faults.Where(fault => fault.Kind == ResourceSearchFaultKind.Unknown).Select(fault => fault.Parameter).Distinct()] : [];

    private static List<(string Name, string Value)> Shown(IReadOnlyList<(string Name, string Value)> parameters, IReadOnlyList<string> passedOver) =>
        [.. parameters.Where(parameter => parameter.Name is not ("_count" or "_page") && !passedOver.Contains(parameter.Name))];

    private static FhirAnswer Refuse(IReadOnlyList<ResourceSearchFault> faults) => FhirAnswer.Refused(StatusCodes.Status400BadRequest, new OperationOutcome
    {
        ResourceType = "OperationOutcome",
        Issue =
        [
            .. faults.Select(fault => new OperationOutcomeIssue
            {
                Severity = IssueSeverity.Error,
                Code = fault.Kind == ResourceSearchFaultKind.Invalid ? IssueCode.Invalid : IssueCode.NotSupported,
                Diagnostics = fault.Parameter.Length == 0 ? fault.Detail : $"{fault.Parameter}: {fault.Detail}",
            }),
        ],
    });
}
