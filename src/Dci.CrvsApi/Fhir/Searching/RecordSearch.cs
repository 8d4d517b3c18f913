using Dci.CrvsApi.Access;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>Finds the records in which what is searched for is, within what the partner may ask and see.</summary>
internal sealed class RecordSearch(IRegistryStore store, RecordDesk desk, IOptions<SearchOptions> options)
{
    public async ValueTask<FoundRecords> FindAsync(FhirCall call, ResourceSearch search, PageRequest page, CancellationToken cancellationToken)
    {
        var events = search.Branches.Count > 0 ? search.Branches.Select(branch => branch.Event).ToList() : [.. RecordDesk.EventsOf(call)];
        var decision = AccessPolicy.Decide(call.Partner, new AccessQuestion(events, false, search.Attributes, search.IdentifierKinds, search.SortAttributes, call.Purpose));
        if (decision is not AccessDecision.Granted granted)
            return FoundRecords.Refuse(FhirAnswer.Refused(StatusCodes.Status403Forbidden, IssueCode.Forbidden, RecordDesk.Words(decision)));
        if (await HoldingAsync(search, cancellationToken) is not { } holding)
            return FoundRecords.Refuse(FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.NotSupported, "What is named belongs to too many records; narrow the search."));
        var branches = search.Branches;
        if (search.Holding.Count > 0)
            branches = holding.Count == 0 ? [] : [.. branches.Select(branch => branch with { Filter = Within(branch.Filter, holding) })];
        if (branches.Count == 0)
            return FoundRecords.None(events);
        var query = granted.Restrict(new FhirQuery(branches, search.Sort, page));
        return query.Branches.Count == 0 ? FoundRecords.None(events) : await FindAsync(call, query, cancellationToken);
    }

    private async ValueTask<FoundRecords> FindAsync(FhirCall call, FhirQuery query, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeLimitSeconds));
        try
        {
            return await store.SearchAsync(query, deadline.Token) switch
            {
                SearchOutcome.Page found when found.Total > call.Partner.Limits.MaxMatches =>
                    TooMuch($"More than {call.Partner.Limits.MaxMatches} records match; narrow the search."),
                SearchOutcome.Page found => new FoundRecords([.. found.Records.Select(record => record.RecordId)], found.Total, [.. query.Branches.Select(branch => branch.Event)], null),
                SearchOutcome.TooDeep deep => TooMuch($"Pages start at row {deep.Limit} at most; narrow the search, for example to a shorter time."),
                SearchOutcome.SortTooWide wide => TooMuch($"This order is served for at most {wide.Limit} matching records; narrow the search."),
                var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TooMuch($"The search takes longer than {options.Value.TimeLimitSeconds} seconds; narrow it.");
        }
    }

    /// <summary>The records that hold one resource of each list; null when there are too many.</summary>
    private async ValueTask<IReadOnlyList<string>?> HoldingAsync(ResourceSearch search, CancellationToken cancellationToken)
    {
        HashSet<string>? holding = null;
        foreach (var names in search.Holding)
        {
            var some = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in names)
                some.UnionWith(await desk.HoldingAsync(name.Type, name.Id, cancellationToken));
            if (some.Count > RecordDesk.MostRecords)
                return null;
            holding = holding is null ? some : [.. holding.Intersect(some)];
        }

        return holding is null ? [] : [.. holding];
    }

    private static FhirFilter Within(FhirFilter filter, IReadOnlyList<string> recordIds)
    {
        var ids = new FhirFilter.RecordNumber(RecordNumberParameter.RecordId, Comparison.Eq, recordIds);
        return filter is FhirFilter.And { Operands.Count: 0 } ? ids : new FhirFilter.And([ids, filter]);
    }

    private static FoundRecords TooMuch(string words) => FoundRecords.Refuse(FhirAnswer.Refused(StatusCodes.Status400BadRequest, IssueCode.TooLong, words));
}

/// <summary>The records of one page, or why there is none.</summary>
internal sealed record FoundRecords(IReadOnlyList<string> RecordIds, long Total, IReadOnlyList<VitalEvent> Events, FhirAnswer? Refused)
{
    public static FoundRecords Refuse(FhirAnswer answer) => new([], 0, [], answer);

    public static FoundRecords None(IReadOnlyList<VitalEvent> events) => new([], 0, events, null);
}
