using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary>What an item means and whether its partner may ask it: everything that is known before the register is searched.</summary>
internal sealed class ItemGate(IOptions<SearchOptions> options, TimeProvider clock)
{
    private static readonly VitalEvent[] AllEvents = Enum.GetValues<VitalEvent>();

    /// <param name="share">Most records that the item may be answered with.</param>
    public ItemPassage Consider(Partner partner, SearchItem item, int share)
    {
        if (item.Malformed is { } malformed)
            return new ItemPassage.Closed(ItemOutcome.Refused(item.ReferenceId, malformed, RefusalKind.Form));
        return CriteriaTranslator.Translate(item.Criteria!, Translation(partner, item, share)) switch
        {
            Translation.Translated translated => Consider(partner, item, translated),
            Translation.Refused refused => new ItemPassage.Closed(ItemOutcome.Refused(item.ReferenceId, refused.Faults)),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private static ItemPassage Consider(Partner partner, SearchItem item, Translation.Translated translated)
    {
        var purpose = StatedPurpose.Of(item.Consent, item.Authorize);
        var question = new AccessQuestion(translated.Events, translated.ExplicitEvent, translated.UsedAttributes, translated.UsedIdentifierKinds, translated.SortAttributes, purpose);
        return AccessPolicy.Decide(partner, question) switch
        {
            AccessDecision.Granted granted => new ItemPassage.Open(translated, granted.Restrict(translated.Query), purpose),
            AccessDecision.Refused refused => new ItemPassage.Closed(ItemOutcome.Refused(item.ReferenceId, refused.Rejection, RefusalKind.Access)),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private TranslationOptions Translation(Partner partner, SearchItem item, int share) => new(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
    {
        DefaultPageSize = Math.Min(options.Value.DefaultPageSize, partner.Limits.PageSize ?? int.MaxValue),
        MaximumPageSize = Math.Min(Math.Min(options.Value.MaxPageSize, share), partner.Limits.PageSize ?? int.MaxValue),
        Language = item.Locale,
        Events = partner.Access.Events is { } events ? [.. events.Order()] : AllEvents,
    };
}

/// <summary>Whether an item may go on to the register.</summary>
internal abstract record ItemPassage
{
    private ItemPassage()
    {
    }

    /// <summary>It may.</summary>
    /// <param name="Query">What is searched, within what the partner may see.</param>
    /// <param name="Purpose">What the records are wanted for, null when not stated.</param>
    public sealed record Open(Translation.Translated Translated, FhirQuery Query, string? Purpose) : ItemPassage;

    /// <summary>It is refused.</summary>
    public sealed record Closed(ItemOutcome Outcome) : ItemPassage;
}
