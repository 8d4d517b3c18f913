using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>A request to the hub that is understood and allowed, and not yet verified.</summary>
/// <param name="Given">The topic as it was named.</param>
/// <param name="Callback">Verbatim.</param>
/// <param name="Lease">Zero where it means nothing.</param>
/// <param name="Secret">Empty for none.</param>
internal sealed record HubRequest(HubIntentMode Mode, Topic Topic, string Given, string Callback, TimeSpan Lease, string Secret);

/// <summary>Why a request to the hub is turned down, in words for who sent it.</summary>
internal sealed record HubRefusal(int Status, string Words)
{
    public int? RetryAfter { get; init; }
}
