using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Understands what an item wishes, and whether its partner may have it.</summary>
internal sealed class WishReader(SubscriptionGate gate)
{
    /// <param name="request">The message that asks.</param>
    /// <param name="encrypt">Whether what is told may only leave encrypted.</param>
    public WishReading Read(Partner partner, SubscribeItem item, RequestEcho request, bool encrypt, DateTimeOffset now)
    {
        if (item.Malformed is { } malformed)
            return new WishReading.Refused(malformed, Forbidden: false);
        var wish = item.Wish!;
        if (EventChoice.Read(wish, out var choice) is { } unknown)
            return new WishReading.Refused(unknown, Forbidden: false);
        if (Timetable.Read(wish, now, out var timetable) is { } untimely)
            return new WishReading.Refused(untimely, Forbidden: false);
        if (FilterReader.Read(wish, out var criteria) is { } empty)
            return new WishReading.Refused(empty, Forbidden: false);

        var definition = new SubscriptionDefinition
        {
            Request = request,
            Criteria = criteria,
            Events = choice.Event is { } named ? [named] : [],
            Locale = wish.Locale,
            Purpose = wish.Purpose,
            Encrypt = encrypt,
            Frequency = timetable.Cron,
            Asked = SaidCriteria.Of(wish, choice, timetable, partner.Profile.Vocabulary),
        };
        return gate.Consider(partner, definition, choice.Kinds) switch
        {
            SubscriptionPassage.Open open => new WishReading.Understood(definition, choice.Kinds, timetable, open),
            SubscriptionPassage.Closed closed => new WishReading.Refused(closed.Rejection, closed.Forbidden),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }
}

/// <summary>What came of reading a wish.</summary>
internal abstract record WishReading
{
    private WishReading()
    {
    }

    /// <summary>It can be granted.</summary>
    public sealed record Understood(SubscriptionDefinition Definition, ChangeKinds Kinds, Timetable Timetable, SubscriptionPassage.Open Passage) : WishReading;

    /// <summary>It can't.</summary>
    /// <param name="Forbidden">Whether it is well asked, but not for this partner.</param>
    public sealed record Refused(Rejection Rejection, bool Forbidden) : WishReading;
}
