using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>Says events to a subscriber in the form of its binding.</summary>
internal interface INoticeForm
{
    SubscriptionBinding Binding { get; }

    /// <summary>One message that tells all of them, in their order.</summary>
    /// <param name="events">At least one; more only where the binding can say several at once.</param>
    NoticeDraft Write(Subscriber subscriber, IReadOnlyList<ToldEvent> events, DateTimeOffset now);
}

/// <summary>Who is told.</summary>
internal sealed record Subscriber(Subscription Subscription, SubscriptionDefinition Definition, Partner Partner);

/// <summary>An event and what may be said of its record.</summary>
/// <param name="Record">The record as it stands; null when it is not told: it is unknown by now, not registered any more while the event says that it is, or not for this subscriber any more.</param>
/// <param name="Person">The canonical person (UTF-8 JSON, not yet masked) of the subject that the subscription names, else the first; null exactly when the record is.</param>
/// <param name="Bundle">The normalised FHIR bundle (UTF-8 JSON), not yet masked; null when the register keeps none, or the record is null.</param>
internal sealed record ToldEvent(SubscriptionEvent Event, VitalRecord? Record, ReadOnlyMemory<byte>? Person, ReadOnlyMemory<byte>? Bundle);

/// <summary>A message that tells events, to be put into the outbox.</summary>
/// <param name="Action">What it is listed as: <c>notify</c>, <c>hub</c> or <c>webhook</c>.</param>
/// <param name="Header">In a form of the host's own; what it needs besides the message when it is sent.</param>
/// <param name="Message">What is said; not borrowed memory.</param>
internal sealed record NoticeDraft(string Action, DeliveryForm Form, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Message, bool Encrypt);
