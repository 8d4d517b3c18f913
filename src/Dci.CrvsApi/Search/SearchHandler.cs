using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary>Answers the items of a search message, in their order; one that can't be answered does not hurt the others.</summary>
internal sealed partial class SearchHandler(IRegistryStore store, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchHandler> logger)
{
    private static readonly VitalEvent[] AllEvents = Enum.GetValues<VitalEvent>();

    /// <summary>What each item came to; a failure when there is nothing but refusals and the partner wants to hear that as one.</summary>
    public async ValueTask<Outcome<IReadOnlyList<ItemOutcome>>> AnswerAsync(Partner partner, SearchMessage message, CancellationToken cancellationToken)
    {
        var outcomes = new ItemOutcome[message.Items.Count];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeLimitSeconds));
        var share = Math.Max(1, options.Value.MaxRecords / outcomes.Length);
        if (outcomes.Length == 1)
        {
            outcomes[0] = await AnswerInTimeAsync(partner, message.Items[0], share, deadline.Token, cancellationToken);
        }
        else
        {
            var bounded = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, outcomes.Length, bounded, async (index, cancelled) =>
                outcomes[index] = await AnswerInTimeAsync(partner, message.Items[index], share, deadline.Token, cancelled));
        }

        return WholeMessage.Refuse(outcomes, partner.Profile.RejectAs) is { } failure ? failure : outcomes;
    }

    private async ValueTask<ItemOutcome> AnswerInTimeAsync(Partner partner, SearchItem item, int share, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(partner, item, share, deadline);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(item, "rjct.search_criteria.invalid", $"The search takes longer than {options.Value.TimeLimitSeconds} seconds; narrow the criteria, or send fewer items in one message.");
        }
    }

    private ValueTask<ItemOutcome> AnswerAsync(Partner partner, SearchItem item, int share, CancellationToken cancellationToken)
    {
        if (item.Malformed is { } malformed)
            return new(ItemOutcome.Refused(item.ReferenceId, malformed, RefusalKind.Form));
        return CriteriaTranslator.Translate(item.Criteria!, Translation(partner, item, share)) switch
        {
            Translation.Translated translated => AnswerAsync(partner, item, translated, cancellationToken),
            Translation.Refused refused => new(ItemOutcome.Refused(item.ReferenceId, refused.Faults)),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private async ValueTask<ItemOutcome> AnswerAsync(Partner partner, SearchItem item, Translation.Translated translated, CancellationToken cancellationToken)
    {
        var purpose = StatedPurpose.Of(item.Consent, item.Authorize);
        var question = new AccessQuestion(translated.Events, translated.ExplicitEvent, translated.UsedAttributes, translated.UsedIdentifierKinds, translated.SortAttributes, purpose);
        return AccessPolicy.Decide(partner, question) switch
        {
            AccessDecision.Granted granted => await SearchAsync(partner, item, translated, granted.Restrict(translated.Query), purpose, cancellationToken),
            AccessDecision.Refused refused => ItemOutcome.Refused(item.ReferenceId, refused.Rejection, RefusalKind.Access),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private async ValueTask<ItemOutcome> SearchAsync(
        Partner partner, SearchItem item, Translation.Translated translated, FhirQuery query, string? purpose, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            Log.Searching(logger, string.Join(" | ", FhirSearchText.Masked(query)));
        return await store.SearchAsync(query, cancellationToken) switch
        {
            SearchOutcome.Page page when page.Total > partner.Limits.MaxMatches => Refuse(
                item, "rjct.search.too_many_records_found", $"More than {partner.Limits.MaxMatches} records match; narrow the criteria."),
            SearchOutcome.Page page => Found(partner, item, translated, query, page, purpose),
            SearchOutcome.TooDeep deep => Refuse(
                item, "rjct.pagination.invalid", $"Pages start at row {deep.Limit} at most; narrow the criteria, for example to a shorter time."),
            SearchOutcome.SortTooWide wide => Refuse(
                item, "rjct.sort.invalid", $"This order is served for at most {wide.Limit} matching records; narrow the criteria or sort by the date of the event."),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private ItemOutcome Found(Partner partner, SearchItem item, Translation.Translated translated, FhirQuery query, SearchOutcome.Page page, string? purpose)
    {
        var events = query.Branches.Select(branch => branch.Event).ToArray();
        var spoken = query.Language is { } language && page.Records.Any(record => record.Language == language);
        var answered = new AnsweredItem.Found(item.ReferenceId, page.Records, page.Total, query.Page)
        {
            Event = events.Length == 1 ? events[0] : null,
            Locale = spoken ? query.Language : options.Value.Locale,
            Searched = translated.Identifier,
        };
        var told = new Disclosure(partner.Id, clock.GetUtcNow(), translated.Kind.WireName(), events, [.. page.Records.Select(record => record.RecordId)], purpose);
        return ItemOutcome.Answered(answered, told);
    }

    private TranslationOptions Translation(Partner partner, SearchItem item, int share) => new(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
    {
        DefaultPageSize = Math.Min(options.Value.DefaultPageSize, partner.Limits.PageSize ?? int.MaxValue),
        MaximumPageSize = Math.Min(Math.Min(options.Value.MaxPageSize, share), partner.Limits.PageSize ?? int.MaxValue),
        Language = item.Locale,
        Events = partner.Access.Events is { } events ? [.. events.Order()] : AllEvents,
    };

    private static ItemOutcome Refuse(SearchItem item, string code, string detail) =>
        ItemOutcome.Refused(item.ReferenceId, new Rejection(code, detail), RefusalKind.Meaning);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Searching {Query}")]
        public static partial void Searching(ILogger logger, string query);
    }
}
