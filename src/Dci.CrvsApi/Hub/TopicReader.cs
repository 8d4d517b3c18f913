using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Subscriptions.Topics;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Hub;

/// <summary>Who reads a topic, and whether they may.</summary>
internal sealed class TopicReader(CallerReader callers, RequestQuota quota, TopicSubscriptions subscriptions)
{
    public async ValueTask<Outcome<CallerIdentity>> ReadAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, Scopes.Subscribe, context.RequestAborted);
        return caller.Failed ? caller : quota.Take(caller.Value.Partner) is { } exceeded ? exceeded : caller;
    }

    /// <summary>Why not, in words for the partner; null when it may.</summary>
    public string? WhyNot(Partner partner, Topic topic) => subscriptions.WhyNot(partner, topic);
}
