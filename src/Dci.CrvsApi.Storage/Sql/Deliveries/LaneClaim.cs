using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Sees that a claim takes a lane from its first delivery on, and puts what was taken in the order in which it goes out.</summary>
internal static class LaneClaim
{
    public const string FirstOfOthers =
        "SELECT MIN(delivery_no) FROM delivery WHERE subscription_no = @no AND state = 0 AND (worker_id IS NULL OR worker_id <> @worker)";

    private const string LetGo = "UPDATE delivery SET worker_id = NULL WHERE delivery_no = @no";

    /// <summary>Longest due first; of one subscription by number, whatever is due when.</summary>
    public static IReadOnlyList<Delivery> InTurn(SqlSession session, string workerId, List<Delivery> taken)
    {
        taken.Sort((one, other) => one.DeliveryNo.CompareTo(other.DeliveryNo));
        foreach (var lane in taken.Where(delivery => delivery.Ordered).GroupBy(delivery => delivery.SubscriptionNo ?? 0).ToList())
            if (First(session, workerId, lane.Key) is { } first)
                taken.RemoveAll(delivery => delivery.Ordered && delivery.SubscriptionNo == lane.Key && delivery.DeliveryNo > first && Release(session, delivery.DeliveryNo));

        var latest = new Dictionary<long, DateTimeOffset>();
        return [.. taken.ConvertAll(delivery => (Turn: Turn(delivery, latest), Delivery: delivery)).OrderBy(one => one.Turn).Select(one => one.Delivery)];
    }

    private static DateTimeOffset Turn(Delivery delivery, Dictionary<long, DateTimeOffset> latest)
    {
        if (delivery is not { Ordered: true, SubscriptionNo: { } lane })
            return delivery.DueAt;
        return latest[lane] = latest.TryGetValue(lane, out var before) && before > delivery.DueAt ? before : delivery.DueAt;
    }

    private static long? First(SqlSession session, string workerId, long lane)
    {
        var first = session.Prepare(FirstOfOthers);
        first.Bind(1, lane);
        first.Bind(2, workerId);
        return first.ReadNumber();
    }

    private static bool Release(SqlSession session, long number)
    {
        var letGo = session.Prepare(LetGo);
        letGo.Bind(1, number);
        return letGo.Execute() > 0;
    }
}
