using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Changes being told: what is to be recorded in one piece, and how each subscription will stand after it.</summary>
/// <param name="from">Where the feed is recorded to stand.</param>
/// <param name="to">How far it is told already, to nobody that would be worth a record.</param>
internal sealed class FanOutBatch(FeedPosition from, FeedPosition to)
{
    private readonly List<Notice> _notices = [];
    private readonly List<Disclosure> _disclosures = [];
    private readonly Dictionary<long, Subscription> _standing = [];

    /// <summary>How far the feed is told when this is recorded.</summary>
    public FeedPosition To { get; set; } = to;

    public IReadOnlyList<Notice> Notices => _notices;

    public FanOut Whole => new() { From = from, To = To, Notices = _notices, Disclosures = _disclosures };

    /// <summary>How a subscription stands after what is in here already.</summary>
    public Subscription Standing(Subscription subscription) => _standing.GetValueOrDefault(subscription.SubscriptionNo) is { } changed
        ? subscription with { LastSequence = changed.LastSequence, DispatchedSequence = changed.DispatchedSequence, OpenDeliveries = changed.OpenDeliveries }
        : subscription;

    /// <summary>The next event of a subscription.</summary>
    public static SubscriptionEvent EventOf(Subscription standing, RecordChange change) => new()
    {
        Sequence = standing.LastSequence + 1,
        EventId = change.EventId,
        ChangeNo = change.Number,
        Kind = change.Kind,
        RecordId = change.RecordId,
        Event = change.Event,
        Version = change.Version,
        At = change.At,
    };

    public void Add(Subscription standing, Notice notice, IEnumerable<Disclosure> disclosures)
    {
        _notices.Add(notice);
        _disclosures.AddRange(disclosures);
        _standing[standing.SubscriptionNo] = standing with
        {
            LastSequence = notice.Event.Sequence,
            DispatchedSequence = notice.Delivery is null ? standing.DispatchedSequence : notice.Event.Sequence,
            OpenDeliveries = standing.OpenDeliveries + (notice.Delivery is null ? 0 : 1),
        };
    }
}
