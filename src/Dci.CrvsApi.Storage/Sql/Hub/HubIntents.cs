using Dci.CrvsApi.Registry.Hub;

namespace Dci.CrvsApi.Storage.Sql.Hub;

/// <summary>Unconfirmed wishes of the hub's subscribers as rows.</summary>
internal sealed class HubIntents(SqlDatabase database) : IHubIntents
{
    private const string CountOfPartner = "SELECT COUNT(*) FROM hub_intent WHERE partner_id = @partner";

    private const string Insert =
        """
        INSERT INTO hub_intent (partner_id, mode, callback, topic, lease_seconds, secret, digest, reason, received_at, tries, due_at, claimed)
        VALUES (@partner, @mode, @callback, @topic, @lease, @secret, @digest, @reason, @received, 0, @due, 0)
        """;

    private const string Postpone = "UPDATE hub_intent SET tries = @tries, due_at = @due, claimed = 0 WHERE intent_no = @no";
    private const string Drop = "DELETE FROM hub_intent WHERE intent_no = @no";
    private const string Settle = "DELETE FROM hub_intent WHERE digest = @digest AND intent_no <= @no";

    private readonly HubIntentClaim _claim = new(database.Dialect);

    public Task<bool> AddAsync(NewHubIntent intent, int mostOfPartner, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Add(session, intent, mostOfPartner), cancellationToken);

    public Task<int> CountAsync(string partnerId, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session => Count(session, partnerId)));

    public Task<IReadOnlyList<HubIntent>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, HubClaim limits, CancellationToken cancellationToken) =>
        database.Read(session => _claim.IsAnyDue(session, now))
            ? database.WriteAsync<IReadOnlyList<HubIntent>>(session => _claim.Take(session, now, until, limits), cancellationToken)
            : Task.FromResult<IReadOnlyList<HubIntent>>([]);

    public Task PostponeAsync(long intentNo, DateTimeOffset dueAt, int tries, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var postpone = session.Prepare(Postpone);
            postpone.Bind(1, (long)tries);
            postpone.Bind(2, dueAt);
            postpone.Bind(3, intentNo);
            return postpone.Execute();
        },
        cancellationToken);

    public Task DropAsync(long intentNo, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var drop = session.Prepare(Drop);
            drop.Bind(1, intentNo);
            return drop.Execute();
        },
        cancellationToken);

    public Task SettleAsync(HubIntent intent, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var settle = session.Prepare(Settle);
            settle.Bind(1, intent.Digest.Span);
            settle.Bind(2, intent.IntentNo);
            return settle.Execute();
        },
        cancellationToken);

    private static int Count(SqlSession session, string partnerId)
    {
        var count = session.Prepare(CountOfPartner);
        count.Bind(1, partnerId);
        return (int)(count.ReadNumber() ?? 0);
    }

    private static bool Add(SqlSession session, NewHubIntent intent, int mostOfPartner)
    {
        if (Count(session, intent.PartnerId) >= mostOfPartner)
            return false;
        var insert = session.Prepare(Insert);
        insert.Bind(1, intent.PartnerId);
        insert.Bind(2, (long)intent.Mode);
        insert.Bind(3, intent.Callback);
        insert.Bind(4, intent.Topic);
        insert.Bind(5, intent.LeaseSeconds);
        insert.Bind(6, intent.Secret.Span);
        insert.Bind(7, intent.Digest.Span);
        insert.Bind(8, intent.Reason);
        insert.Bind(9, intent.ReceivedAt);
        insert.Bind(10, intent.ReceivedAt);
        insert.Execute();
        return true;
    }
}
