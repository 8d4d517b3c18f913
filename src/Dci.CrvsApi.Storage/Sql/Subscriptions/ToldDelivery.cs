namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>A delivery as its subscription sees it.</summary>
internal readonly record struct ToldDelivery(long SubscriptionNo, bool Ordered, long LastSequence)
{
    private const string ByNumber = "SELECT subscription_no, ordered, last_sequence FROM delivery WHERE delivery_no = @no";

    /// <summary>Null when it tells no subscription.</summary>
    public static ToldDelivery? Find(SqlSession session, long deliveryNo)
    {
        var find = session.Prepare(ByNumber);
        find.Bind(1, deliveryNo);
        try
        {
            return find.Read() && find.Int64OrNull(0) is { } subscription ? new ToldDelivery(subscription, find.Int64(1) != 0, find.Int64(2)) : null;
        }
        finally
        {
            find.Reset();
        }
    }
}
