using Dci.CrvsApi.Access;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Whether a subscriber is told of a change: what it asked for, and what its partner may see now, which may be less than when it subscribed. Pure.</summary>
internal static class TellingRules
{
    /// <param name="record">Null when nothing is known of it: then only who wants every record is told.</param>
    public static bool IsTold(Subscriber subscriber, MatchingQuestion matching, ChangeKind kind, VitalEvent vitalEvent, ToldRecord? record)
    {
        var grant = subscriber.Partner.Access;
        if (!MayHear(grant, matching.Question, kind))
            return false;
        if (AccessPolicy.Decide(subscriber.Partner, matching.Question.ToAccess(subscriber.Definition, vitalEvent)) is not AccessDecision.Granted granted)
            return false;
        if (record is null)
            return matching.Question.IsEvery && granted.Jurisdiction is null && matching.Question.Query.Branches.Any(branch => branch.Event == vitalEvent);
        return matching.Matcher.Matches(record.Facts) && (granted.Jurisdiction is not { } within || record.Facts.Fulfil(within));
    }

    private static bool MayHear(AccessGrant grant, SubscriptionQuestion question, ChangeKind kind) =>
        (kind != ChangeKind.Notified || grant.NotifiedEvents) && (!question.IsEvery || grant.AllRecords);
}
