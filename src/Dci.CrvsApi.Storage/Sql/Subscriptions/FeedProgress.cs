using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>How far the feed of changes was told: one row, moved only from where it is thought to stand.</summary>
internal static class FeedProgress
{
    private const string ReadRow = "SELECT change_no, subscription_no FROM feed_position WHERE feed_id = 1";

    private const string Update =
        """
        UPDATE feed_position SET change_no = @change, subscription_no = @subscription
        WHERE feed_id = 1 AND change_no = @from AND subscription_no = @from_subscription
        """;

    public static FeedPosition Read(SqlSession session)
    {
        var read = session.Prepare(ReadRow);
        try
        {
            return read.Read() ? new FeedPosition(read.Int64(0), read.Int64(1)) : throw new InvalidOperationException("The feed has no position.");
        }
        finally
        {
            read.Reset();
        }
    }

    /// <summary>False when it stands elsewhere.</summary>
    public static bool TryMove(SqlSession session, FeedPosition from, FeedPosition to)
    {
        var update = session.Prepare(Update);
        update.Bind(1, to.ChangeNo);
        update.Bind(2, to.SubscriptionNo);
        update.Bind(3, from.ChangeNo);
        update.Bind(4, from.SubscriptionNo);
        return update.Execute() > 0;
    }

    /// <summary>
    /// What happened before there were subscriptions is told to nobody: the position begins at the last change of the register.
    /// It can stand after that only when the register is an older copy, whose next changes would never be told.
    /// </summary>
    public static void Begin(SqlDatabase register, SqlDatabase exchanges)
    {
        var stands = exchanges.Read(Read);
        var last = register.Read(session => Counter.Read(session, Counter.Change));
        if (stands.ChangeNo < 0 || stands.ChangeNo > last)
            exchanges.WriteAsync(session => TryMove(session, stands, new FeedPosition(last, 0)), CancellationToken.None).GetAwaiter().GetResult();
    }
}
