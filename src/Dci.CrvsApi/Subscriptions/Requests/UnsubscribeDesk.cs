using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>What one code of a request to be told no more came to.</summary>
/// <param name="Code">As sent.</param>
/// <param name="Reason">A <c>rjct.*</c> code; null when something ends by it.</param>
/// <param name="Ends">Numbers of the subscriptions that end.</param>
internal sealed record EndingOutcome(string Code, string? Reason, IReadOnlyList<long> Ends);

/// <summary>Decides which subscriptions end. A code that is unknown and one that is somebody else's are told alike.</summary>
internal sealed class UnsubscribeDesk(OwnSubscriptions subscriptions)
{
    public const string Unknown = "rjct.subscription_code.invalid";
    public const string Over = "rjct.event.already_unsubscribed";

    /// <summary>One outcome for each code, in their order. Nothing is stored by it.</summary>
    public async Task<IReadOnlyList<EndingOutcome>> DecideAsync(string partnerId, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var outcomes = new List<EndingOutcome>(codes.Count);
        foreach (var code in codes)
            outcomes.Add(Decide(code, await subscriptions.FindAsync(partnerId, code, cancellationToken)));
        return outcomes;
    }

    private static EndingOutcome Decide(string code, IReadOnlyList<Subscription> found)
    {
        if (found.Count == 0)
            return new EndingOutcome(code, Unknown, []);
        long[] standing = [.. found.Where(each => each.State is not (SubscriptionState.Ended or SubscriptionState.Expired)).Select(each => each.SubscriptionNo)];
        return new EndingOutcome(code, standing.Length == 0 ? Over : null, standing);
    }
}
