using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Subscriptions.Matching;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>What a subscription means, whether its partner may have it, and what it is found by: everything that is known before it is stored.</summary>
internal sealed class SubscriptionGate(TimeProvider clock)
{
    private const int MostValuesBesidesNumbers = 100;

    private static readonly string TooLong =
        $"A filter that is not found by numbers alone may hold {MostValuesBesidesNumbers} values for each event; subscribe to the list of numbers and to the rest one by one.";

    /// <param name="kinds">The changes that it is to be told of.</param>
    public SubscriptionPassage Consider(Partner partner, SubscriptionDefinition definition, ChangeKinds kinds)
    {
        if (RefuseTypes(partner.Access, definition, kinds) is { } refused)
            return refused;
        if (definition.Criteria is null && !partner.Access.AllRecords)
            return Forbidden(QuestionReader.FilterCode, "You may not subscribe to every record of an event; name in the filter which ones you want.");
        return QuestionReader.Read(definition, partner.Access.Events, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) switch
        {
            QuestionReading.Understood understood => Consider(partner, understood.Question, definition, kinds),
            QuestionReading.Refused refusal => new SubscriptionPassage.Closed(refusal.Rejection, false),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private static SubscriptionPassage Consider(Partner partner, SubscriptionQuestion question, SubscriptionDefinition definition, ChangeKinds kinds)
    {
        switch (AccessPolicy.Decide(partner, question.ToAccess(definition)))
        {
            case AccessDecision.Refused refused:
                return Forbidden(QuestionReader.FilterCode, refused.Rejection.Detail);
            case AccessDecision.Granted granted:
                var query = question.Query with { Branches = [.. question.Query.Branches.Where(branch => granted.Events.Contains(branch.Event))] };
                VitalEvent[] events = [.. query.Branches.Select(branch => branch.Event)];
                var keys = question.IsEvery ? FilterKeys.OfEvery(events, kinds) : FilterKeys.Of(query, kinds);
                // Held against every record of its place or event, a long one would hold up what everybody else is told.
                if (keys.IsWide && FilterSize.MostValuesIn(query) > MostValuesBesidesNumbers)
                    return new SubscriptionPassage.Closed(new Rejection(QuestionReader.FilterCode, TooLong), false);
                return new SubscriptionPassage.Open(query, keys.Keys, keys.Scanned, events);
            case var other:
                throw new InvalidOperationException($"No answer to {other.GetType().Name}.");
        }
    }

    private static SubscriptionPassage.Closed? RefuseTypes(AccessGrant grant, SubscriptionDefinition definition, ChangeKinds kinds)
    {
        if (kinds == ChangeKinds.None)
            return new SubscriptionPassage.Closed(new Rejection(QuestionReader.TypesCode, "The subscription names no event that anybody is told of."), false);
        if (kinds.HasFlag(ChangeKinds.Notified) && !grant.NotifiedEvents)
            return Forbidden(QuestionReader.TypesCode, "You may not hear of what is notified and not registered.");
        foreach (var vitalEvent in definition.Events)
            if (grant.Events?.Contains(vitalEvent) == false)
                return Forbidden(QuestionReader.TypesCode, $"You may not ask about this event: {RegistrationWords.Of(vitalEvent)}.");
        return null;
    }

    private static SubscriptionPassage.Closed Forbidden(string code, string detail) => new(new Rejection(code, detail), true);
}
