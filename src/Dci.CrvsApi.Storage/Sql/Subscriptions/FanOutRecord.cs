using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Puts down that changes were told: everything is looked at before anything is written.</summary>
internal sealed class FanOutRecord(SqlDialect dialect)
{
    private readonly DeliveryInsert _insert = new(dialect);

    public IReadOnlyList<Delivery?>? Run(SqlSession session, FanOut fanOut)
    {
        if (FeedProgress.Read(session) != fanOut.From || Lanes(session, fanOut.Notices) is not { } lanes || !FeedProgress.TryMove(session, fanOut.From, fanOut.To))
            return null;

        DisclosureInsert.Run(session, fanOut.Disclosures);
        var stored = new Delivery?[fanOut.Notices.Count];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = Tell(session, fanOut.Notices[i], lanes[fanOut.Notices[i].SubscriptionNo]);
        foreach (var lane in lanes.Values)
            lane.Save(session);
        return stored;
    }

    private Delivery? Tell(SqlSession session, Notice notice, SubscriptionLane lane)
    {
        EventRows.Add(session, notice.SubscriptionNo, notice.Event);
        return notice.Delivery is { } delivery && lane.Admits([delivery]) ? lane.Add(session, _insert, delivery) : null;
    }

    private static Dictionary<long, SubscriptionLane>? Lanes(SqlSession session, IReadOnlyList<Notice> notices)
    {
        var lanes = new Dictionary<long, SubscriptionLane>(notices.Count);
        foreach (var notice in notices)
        {
            if (!lanes.TryGetValue(notice.SubscriptionNo, out var lane))
            {
                if (SubscriptionLane.Find(session, notice.SubscriptionNo) is not { } found)
                    return null;
                lanes.Add(notice.SubscriptionNo, lane = found);
            }

            if (!lane.TryCount(notice.Event.Sequence))
                return null;
        }

        return lanes;
    }
}
