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
    // One that is in order and given up fails no more; with nothing behind it, nothing does.
    private const string GivenUp =
        """
        UPDATE subscription SET open_deliveries = open_deliveries - 1,
            failing_since = CASE WHEN ordered = 1 AND open_deliveries = 1 THEN NULL ELSE failing_since END
        WHERE subscription_no = @no
        """;

    private const string Waits = "UPDATE subscription SET open_deliveries = open_deliveries + 1 WHERE subscription_no = @no";

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
                GiveUp(session, told);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement.State, "Not a state that a delivery has.");
        }

        Apply(session, told, settlement);
    }

    /// <summary>One of its deliveries became a dead letter.</summary>
    public static void GiveUp(SqlSession session, ToldDelivery told) => Count(session.Prepare(GivenUp), told);

    /// <summary>A dead letter waits again.</summary>
    public static void WaitAgain(SqlSession session, ToldDelivery told) => Count(session.Prepare(Waits), told);

    private static void Count(SqlStatement count, ToldDelivery told)
    {
        count.Bind(1, told.SubscriptionNo);
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
