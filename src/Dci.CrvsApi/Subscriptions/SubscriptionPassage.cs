using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Whether somebody may subscribe to what they ask for.</summary>
internal abstract record SubscriptionPassage
{
    private SubscriptionPassage()
    {
    }

    /// <summary>They may.</summary>
    /// <param name="Query">What records have to be. Jurisdictions are not in it: they count as they are when something is told.</param>
    /// <param name="Keys">What the subscription is found by, 16 bytes each.</param>
    /// <param name="Scanned">Whether nothing but the event finds it.</param>
    /// <param name="Events">The events that can be told of.</param>
    public sealed record Open(FhirQuery Query, IReadOnlyList<ReadOnlyMemory<byte>> Keys, bool Scanned, IReadOnlyList<VitalEvent> Events) : SubscriptionPassage;

    /// <summary>They may not.</summary>
    /// <param name="Forbidden">Whether it is well asked, but not for this partner.</param>
    public sealed record Closed(Rejection Rejection, bool Forbidden) : SubscriptionPassage;
}
