using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Puts events that waited into the outbox: all that were prepared, or none.</summary>
internal sealed class DispatchRecord(SqlDialect dialect)
{
    private const string Collect = "UPDATE subscription SET collect_at = @collect WHERE subscription_no = @no";

    private readonly DeliveryInsert _insert = new(dialect);

    public IReadOnlyList<Delivery>? Run(SqlSession session, Dispatch dispatch)
    {
        if (SubscriptionLane.Find(session, dispatch.SubscriptionNo) is not { IsActive: true } lane || lane.Dispatched != dispatch.After || !lane.Admits(dispatch.Deliveries))
            return null;

        DisclosureInsert.Run(session, dispatch.Disclosures);
        var stored = new List<Delivery>(dispatch.Deliveries.Count);
        foreach (var delivery in dispatch.Deliveries)
            stored.Add(lane.Add(session, _insert, delivery));
        lane.Save(session);
        if (dispatch.CollectAt is { } next)
            CollectFrom(session, dispatch.SubscriptionNo, next);
        return stored;
    }

    private static void CollectFrom(SqlSession session, long number, DateTimeOffset next)
    {
        var collect = session.Prepare(Collect);
        collect.Bind(1, next);
        collect.Bind(2, number);
        collect.Execute();
    }
}
