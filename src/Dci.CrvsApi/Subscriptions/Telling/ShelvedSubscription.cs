using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions.Matching;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>A subscription's definition in memory, with what became of it when it was last needed.</summary>
internal sealed class ShelvedSubscription(int revision, SubscriptionDefinition definition, int weight)
{
    private volatile Compiled? _compiled;

    public int Revision => revision;

    public SubscriptionDefinition Definition => definition;

    /// <summary>About how many bytes it was made of.</summary>
    public int Weight => weight;

    /// <summary>What it asks, for a partner that has these grants today; null when that can't be honoured any more.</summary>
    public MatchingQuestion? QuestionOf(AccessGrant grant, DateOnly today)
    {
        var events = grant.Events?.Aggregate(0L, (bits, vitalEvent) => bits | 1L << (int)vitalEvent) ?? -1;
        if (_compiled is { } compiled && compiled.Events == events && (compiled.Today == today || compiled.Matching?.Question.IsOfToday == false))
            return compiled.Matching;
        var matching = QuestionReader.Read(definition, grant.Events, today) is QuestionReading.Understood understood
            ? new MatchingQuestion(understood.Question, new RecordMatcher(understood.Question.Query))
            : null;
        _compiled = new Compiled(events, today, matching);
        return matching;
    }

    private sealed record Compiled(long Events, DateOnly Today, MatchingQuestion? Matching);
}
