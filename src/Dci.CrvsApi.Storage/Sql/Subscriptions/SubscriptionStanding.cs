using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Holds, resumes and ends a subscription in the session's transaction, and with it what waits for it.</summary>
internal sealed class SubscriptionStanding(SqlDialect dialect)
{
    /// <summary>An end takes so many keys away at once; a longer list goes later, by portions.</summary>
    private const int KeysInEnd = 1000;

    private const string Move =
        """
        UPDATE subscription SET state = @state, reason = @reason, changed_at = @at
        WHERE subscription_no = @no AND state < 4 AND state <> @state
        """;

    private const string Resume =
        """
        UPDATE subscription SET state = 1, reason = @reason, changed_at = @at, failing_since = NULL
        WHERE subscription_no = @no AND state < 4 AND state <> 1
        """;

    private const string Suspend =
        """
        UPDATE subscription SET state = 3, reason = @reason, changed_at = @at
        WHERE subscription_no = @no AND state = 1
        """;

    /// <summary>False when it stood so already, or has ended.</summary>
    public bool Change(SqlSession session, long number, SubscriptionState state, string? reason, DateTimeOffset now)
    {
        if (!TryMove(session, number, state, reason, now))
            return false;

        switch (state)
        {
            case SubscriptionState.Active:
                WaitingDeliveries.MakeDue(session, number, now);
                break;
            case SubscriptionState.Paused or SubscriptionState.Suspended:
                WaitingDeliveries.Park(session, number);
                break;
            default:
                WaitingDeliveries.Remove(session, number);
                SubscriptionKeys.RemoveSome(session, dialect, number, KeysInEnd);
                break;
        }

        return true;
    }

    /// <summary>Suspends what nobody holds yet: who paused a subscription has said more than a receiver that is gone.</summary>
    public static bool TrySuspend(SqlSession session, long number, string? reason, DateTimeOffset now)
    {
        if (!Run(session.Prepare(Suspend), number, reason, now))
            return false;
        WaitingDeliveries.Park(session, number);
        return true;
    }

    private static bool TryMove(SqlSession session, long number, SubscriptionState state, string? reason, DateTimeOffset now)
    {
        if (state == SubscriptionState.Active)
            return Run(session.Prepare(Resume), number, reason, now);
        var move = session.Prepare(Move);
        move.Bind(1, (long)state);
        move.Bind(2, reason);
        move.Bind(3, now);
        move.Bind(4, number);
        return move.Execute() > 0;
    }

    private static bool Run(SqlStatement statement, long number, string? reason, DateTimeOffset now)
    {
        statement.Bind(1, reason);
        statement.Bind(2, now);
        statement.Bind(3, number);
        return statement.Execute() > 0;
    }
}
