using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Where deliveries go that were given up, and from where they are sent again; some in each commit, so that others get theirs.</summary>
internal sealed class DeadLetterBox(SqlDatabase database)
{
    private const int RowsInCommit = 500;

    private const string Bury =
        """
        UPDATE delivery SET state = 2, settled_at = @now, reason = @reason
        WHERE delivery_no = @no AND state = 0 AND worker_id IS NULL AND give_up_at <= @now
        """;

    private const string Raise =
        """
        UPDATE delivery SET state = 0, earlier_attempts = attempts, due_at = @due, give_up_at = @end, settled_at = NULL, reason = NULL, worker_id = NULL
        WHERE delivery_no = @no AND state = 2 AND erased = 0
        """;

    private const string ReadStanding = "SELECT state FROM subscription WHERE subscription_no = @no";
    private const string ReadReason = "SELECT reason FROM delivery WHERE delivery_no = @no";

    public static string Expired(SqlDialect dialect) =>
        $"SELECT delivery_no FROM delivery WHERE state = 0 AND worker_id IS NULL AND give_up_at <= @now ORDER BY partner_id, due_at {dialect.Page("@limit", "0")}";

    /// <summary>
    /// Those that were dead before this replay began, so that it ends however fast they die again. Nobody whose subscription has ended hears of it again.
    /// </summary>
    public static string DeadOnes(SqlDialect dialect, string? condition) =>
        $"""
        SELECT delivery_no FROM delivery WHERE state = 2 AND erased = 0 AND settled_at IS NOT NULL AND settled_at <= @now
            AND (subscription_no IS NULL OR EXISTS (SELECT 1 FROM subscription s WHERE s.subscription_no = delivery.subscription_no AND s.state < 4)) {condition}
        ORDER BY settled_at, delivery_no {dialect.Page("@limit", "0")}
        """;

    public async Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var expired = 0;
        while (expired < limit && FindExpired(now, Math.Min(limit - expired, RowsInCommit)) is { Count: > 0 } numbers)
            expired += await database.WriteAsync(session => numbers.Sum(number => Expire(session, number, now)), cancellationToken);
        return expired;
    }

    public async Task<int> ReplayAsync(DeadLetters which, DateTimeOffset now, DateTimeOffset giveUpAt, CancellationToken cancellationToken)
    {
        var replayed = 0;
        while (FindDead(which, now) is { Count: > 0 } numbers)
            replayed += await database.WriteAsync(session => numbers.Sum(number => Replay(session, number, now, giveUpAt)), cancellationToken);
        return replayed;
    }

    private List<long> FindExpired(DateTimeOffset now, int limit) => database.Read(session =>
    {
        var find = session.Prepare(Expired(database.Dialect));
        find.Bind(1, now);
        find.Bind(2, limit);
        return find.ReadNumbers();
    });

    private List<long> FindDead(DeadLetters which, DateTimeOffset now) => database.Read(session =>
    {
        var byMessage = which.MessageId is null ? null : "AND message_id = @message ";
        var byPartner = which.PartnerId is null ? null : "AND partner_id = @partner ";
        var find = session.Prepare(DeadOnes(database.Dialect, byMessage + byPartner));
        var parameter = 1;
        find.Bind(parameter++, now);
        if (byMessage is not null)
            find.Bind(parameter++, which.MessageId);
        if (byPartner is not null)
            find.Bind(parameter++, which.PartnerId);
        find.Bind(parameter, RowsInCommit);
        return find.ReadNumbers();
    });

    private static int Expire(SqlSession session, long number, DateTimeOffset now)
    {
        var bury = session.Prepare(Bury);
        bury.Bind(1, now);
        bury.Bind(2, Reason(session, number) is { } before ? "Its time was over. Before that: " + before : "Its time was over.");
        bury.Bind(3, number);
        if (bury.Execute() == 0)
            return 0;
        if (ToldDelivery.Find(session, number) is { } told)
            SubscriptionProgress.GiveUp(session, told);
        return 1;
    }

    private static string? Reason(SqlSession session, long number)
    {
        var read = session.Prepare(ReadReason);
        read.Bind(1, number);
        try
        {
            return read.Read() ? read.TextOrNull(0) : null;
        }
        finally
        {
            read.Reset();
        }
    }

    private static int Replay(SqlSession session, long number, DateTimeOffset now, DateTimeOffset giveUpAt)
    {
        var told = ToldDelivery.Find(session, number);
        if (DueAt(session, told, now) is not { } due)
            return 0;
        var raise = session.Prepare(Raise);
        raise.Bind(1, due);
        raise.Bind(2, giveUpAt);
        raise.Bind(3, number);
        if (raise.Execute() == 0)
            return 0;
        if (told is { } again)
            SubscriptionProgress.WaitAgain(session, again);
        return 1;
    }

    /// <summary>When it is due again: parked while its subscription is held, null when that has ended.</summary>
    private static DateTimeOffset? DueAt(SqlSession session, ToldDelivery? told, DateTimeOffset now)
    {
        if (told is not { SubscriptionNo: var subscription })
            return now;
        var read = session.Prepare(ReadStanding);
        read.Bind(1, subscription);
        return (SubscriptionState?)read.ReadNumber() switch
        {
            SubscriptionState.Active => now,
            SubscriptionState.Paused or SubscriptionState.Suspended => WaitingDeliveries.Parked,
            _ => null,
        };
    }
}
