using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>What was agreed on how long a delivery is tried, and what its end means for others.</summary>
internal enum DeliveryTerms
{
    /// <summary>The answer to a message: tried until it is given up.</summary>
    Answer,

    /// <summary>An event of a WebSub topic or a webhook: as an answer, and a receiver that is gone ends the subscription.</summary>
    Notice,

    /// <summary>An event in order: tried without end, and a receiver that is gone suspends the subscription.</summary>
    InOrder,

    /// <summary>An event in order for a receiver that fails for what it will never take: passed over after a few tries.</summary>
    InOrderOrNever,
}

/// <summary>Tells on which terms a delivery goes.</summary>
internal static class DeliveryTermsOf
{
    public static DeliveryTerms Delivery(Delivery delivery, Partner partner) => delivery switch
    {
        { SubscriptionNo: null } => DeliveryTerms.Answer,
        { Ordered: false } => DeliveryTerms.Notice,
        _ => partner.Profile.Notify == NotifyForm.OpenSpp ? DeliveryTerms.InOrderOrNever : DeliveryTerms.InOrder,
    };
}
