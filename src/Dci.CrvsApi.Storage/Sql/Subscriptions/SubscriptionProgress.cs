using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Lets a subscription know what became of its deliveries, in the transaction in which it became of them.</summary>
internal sealed class SubscriptionProgress(SqlDialect dialect)
{
    private const string Arrived =
        """
        UPDATE subscription SET open_deliveries = open_deliveries - 1, last_delivered_at = @at, failing_since = NULL,
            delivered_sequence = CASE WHEN delivered_sequence < @last THEN @last ELSE delivered_sequence END
        WHERE subscription_no = @no
        """;

    private const string Failed = "UPDATE subscription SET failing_since = @at WHERE subscription_no = @no AND failing_since IS NULL";
    private const string Count = "UPDATE subscription SET open_deliveries = open_deliveries + @by WHERE subscription_no = @no";

    private readonly SubscriptionStanding _standing = new(dialect);

    public void Note(SqlSession session, ToldDelivery told, Settlement settlement)
    {
        switch (settlement.State)
        {
            case DeliveryState.Delivered:
                Arrive(session, told, settlement.At);
                break;
            case DeliveryState.Waiting:
                Fail(session, told, settlement.Attempt);
                if (told.Ordered)
                    WaitingDeliveries.LetGo(session, told.SubscriptionNo, behind: settlement.DeliveryNo, settlement.DueAt);
                break;
            case DeliveryState.Dead:
                Fail(session, told, settlement.Attempt);
                Add(session, told, -1);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement.State, "Not a state that a delivery has.");
        }

        Apply(session, told, settlement);
    }

    /// <summary>Counts deliveries that wait again, or do not wait any more.</summary>
    public static void Add(SqlSession session, ToldDelivery told, int by)
    {
        var count = session.Prepare(Count);
        count.Bind(1, by);
        count.Bind(2, told.SubscriptionNo);
        count.Execute();
    }

    private void Apply(SqlSession session, ToldDelivery told, Settlement settlement)
    {
        switch (settlement.Effect)
        {
            case SubscriptionEffect.None:
                break;
            case SubscriptionEffect.Suspend:
                SubscriptionStanding.TrySuspend(session, told.SubscriptionNo, settlement.Reason, settlement.At);
                break;
            case SubscriptionEffect.End:
                _standing.Change(session, told.SubscriptionNo, SubscriptionState.Ended, settlement.Reason, settlement.At);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement.Effect, "Not an effect on a subscription.");
        }
    }

    private static void Arrive(SqlSession session, ToldDelivery told, DateTimeOffset at)
    {
        var arrive = session.Prepare(Arrived);
        arrive.Bind(1, at);
        arrive.Bind(2, told.LastSequence);
        arrive.Bind(3, told.SubscriptionNo);
        arrive.Execute();
    }

    // What was not sent says nothing of the receiver.
    private static void Fail(SqlSession session, ToldDelivery told, DeliveryAttempt? attempt)
    {
        if (attempt is null)
            return;
        var fail = session.Prepare(Failed);
        fail.Bind(1, attempt.At);
        fail.Bind(2, told.SubscriptionNo);
        fail.Execute();
    }
}
