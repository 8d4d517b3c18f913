namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>What waits in the outbox for one subscription, when something becomes of the subscription. Whoever has it loses it.</summary>
internal static class WaitingDeliveries
{
    /// <summary>The due time of what is parked: the end of all times.</summary>
    public static readonly DateTimeOffset Parked = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_999);

    public const string Of = "SELECT d.delivery_no FROM delivery d WHERE d.subscription_no = @no AND d.state = 0";

    private const string ParkAll = "UPDATE delivery SET due_at = @parked, worker_id = NULL WHERE subscription_no = @no AND state = 0";
    private const string MakeAllDue = "UPDATE delivery SET due_at = @now WHERE subscription_no = @no AND state = 0 AND worker_id IS NULL";

    private const string Redirect =
        "UPDATE delivery SET address = @address, destination = @destination, due_at = @now, worker_id = NULL WHERE subscription_no = @no AND state = 0";

    private const string LetGoBehind =
        """
        UPDATE delivery SET due_at = @due, worker_id = NULL
        WHERE subscription_no = @no AND state = 0 AND delivery_no > @first AND (due_at <> @due OR worker_id IS NOT NULL)
        """;

    private const string ForgetBodies = $"DELETE FROM delivery_body WHERE delivery_no IN ({Of})";
    private const string ForgetAttempts = $"DELETE FROM delivery_attempt WHERE delivery_no IN ({Of})";
    private const string Forget = "DELETE FROM delivery WHERE subscription_no = @no AND state = 0";
    private const string CountNone = "UPDATE subscription SET open_deliveries = 0 WHERE subscription_no = @no";

    private static readonly string[] Removing = [ForgetBodies, ForgetAttempts, Forget, CountNone];

    public static void Park(SqlSession session, long subscriptionNo)
    {
        var park = session.Prepare(ParkAll);
        park.Bind(1, Parked);
        park.Bind(2, subscriptionNo);
        park.Execute();
    }

    /// <summary>What is parked, or waits for the next try, is due; what somebody has is his.</summary>
    public static void MakeDue(SqlSession session, long subscriptionNo, DateTimeOffset now)
    {
        var make = session.Prepare(MakeAllDue);
        make.Bind(1, now);
        make.Bind(2, subscriptionNo);
        make.Execute();
    }

    /// <summary>The subscriber has moved: what waits for it goes where it is now.</summary>
    public static void SendTo(SqlSession session, long subscriptionNo, string address, DateTimeOffset now)
    {
        var redirect = session.Prepare(Redirect);
        redirect.Bind(1, address);
        redirect.Bind(2, new Uri(address).GetLeftPart(UriPartial.Authority));
        redirect.Bind(3, now);
        redirect.Bind(4, subscriptionNo);
        redirect.Execute();
    }

    /// <summary>One did not arrive: what is behind it waits as long as it does.</summary>
    public static void LetGo(SqlSession session, long subscriptionNo, long behind, DateTimeOffset dueAt)
    {
        var letGo = session.Prepare(LetGoBehind);
        letGo.Bind(1, dueAt);
        letGo.Bind(2, subscriptionNo);
        letGo.Bind(3, behind);
        letGo.Execute();
    }

    public static void Remove(SqlSession session, long subscriptionNo)
    {
        foreach (var step in Removing)
        {
            var statement = session.Prepare(step);
            statement.Bind(1, subscriptionNo);
            statement.Execute();
        }
    }
}
