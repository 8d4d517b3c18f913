using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Queries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary>Answers the items of a search message, in their order; one that can't be answered does not hurt the others.</summary>
internal sealed partial class SearchHandler(IRegistryStore store, ItemGate gate, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchHandler> logger)
{
    /// <summary>What each item came to; a failure when there is nothing but refusals and the partner wants to hear that as one.</summary>
    public async ValueTask<Outcome<IReadOnlyList<ItemOutcome>>> AnswerAsync(Partner partner, SearchMessage message, CancellationToken cancellationToken)
    {
        var outcomes = await AnswerAsync(partner, message.Items, cancellationToken);
        return WholeMessage.Refuse(outcomes, partner.Profile.RejectAs) is { } failure ? failure : outcomes;
    }

    /// <summary>What each item came to, refusals among them.</summary>
    public async ValueTask<ItemOutcome[]> AnswerAsync(Partner partner, IReadOnlyList<SearchItem> items, CancellationToken cancellationToken)
    {
        var outcomes = new ItemOutcome[items.Count];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeLimitSeconds));
        var share = Math.Max(1, options.Value.MaxRecords / outcomes.Length);
        if (outcomes.Length == 1)
        {
            outcomes[0] = await AnswerInTimeAsync(partner, items[0], share, deadline.Token, cancellationToken);
        }
        else
        {
            var bounded = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, outcomes.Length, bounded, async (index, cancelled) =>
                outcomes[index] = await AnswerInTimeAsync(partner, items[index], share, deadline.Token, cancelled));
        }

        return outcomes;
    }

    private async ValueTask<ItemOutcome> AnswerInTimeAsync(Partner partner, SearchItem item, int share, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return gate.Consider(partner, item, share) switch
            {
                ItemPassage.Open open => await SearchAsync(partner, item, open, deadline),
                ItemPassage.Closed closed => closed.Outcome,
                var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(item, "rjct.search_criteria.invalid", $"The search takes longer than {options.Value.TimeLimitSeconds} seconds; narrow the criteria, or send fewer items in one message.");
        }
    }

    private async ValueTask<ItemOutcome> SearchAsync(Partner partner, SearchItem item, ItemPassage.Open open, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            Log.Searching(logger, string.Join(" | ", FhirSearchText.Masked(open.Query)));
        return await store.SearchAsync(open.Query, cancellationToken) switch
        {
            SearchOutcome.Page page when page.Total > partner.Limits.MaxMatches => Refuse(
                item, "rjct.search.too_many_records_found", $"More than {partner.Limits.MaxMatches} records match; narrow the criteria."),
            SearchOutcome.Page page => Found(partner, item, open, page),
            SearchOutcome.TooDeep deep => Refuse(
                item, "rjct.pagination.invalid", $"Pages start at row {deep.Limit} at most; narrow the criteria, for example to a shorter time."),
            SearchOutcome.SortTooWide wide => Refuse(
                item, "rjct.sort.invalid", $"This order is served for at most {wide.Limit} matching records; narrow the criteria or sort by the date of the event."),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private ItemOutcome Found(Partner partner, SearchItem item, ItemPassage.Open open, SearchOutcome.Page page)
    {
        var query = open.Query;
        var events = query.Branches.Select(branch => branch.Event).ToArray();
        var spoken = query.Language is { } language && page.Records.Any(record => record.Language == language);
        var answered = new AnsweredItem.Found(item.ReferenceId, page.Records, page.Total, query.Page)
        {
            Event = events.Length == 1 ? events[0] : null,
            Locale = spoken ? query.Language : options.Value.Locale,
            Searched = open.Translated.Identifier,
        };
        var told = new Disclosure(partner.Id, clock.GetUtcNow(), open.Translated.Kind.WireName(), events, [.. page.Records.Select(record => record.RecordId)], open.Purpose);
        return ItemOutcome.Answered(answered, told);
    }

    private static ItemOutcome Refuse(SearchItem item, string code, string detail) =>
        ItemOutcome.Refused(item.ReferenceId, new Rejection(code, detail), RefusalKind.Meaning);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Searching {Query}")]
        public static partial void Searching(ILogger logger, string query);
    }
}
