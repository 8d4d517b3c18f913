using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>The outbox as rows.</summary>
internal sealed class DeliveryStore(SqlDatabase database) : IDeliveryStore
{
    private readonly DeliveryClaim _claim = new(database.Dialect);
    private readonly DeliverySettlement _settlement = new(database.Dialect);
    private readonly DeliveryListing _listing = new(database);
    private readonly DeadLetterBox _dead = new(database);
    private readonly DeliveryPruning _pruning = new(database);
    private readonly string _dueDestinations = database.Dialect.DueDestinations;

    public Task<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(database.Read(session => DueDestinations(session, now)));

    public Task<IReadOnlyList<Delivery>> ClaimAsync(string workerId, string destination, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _claim.Take(session, workerId, destination, now, limit), cancellationToken);

    public Task<IReadOnlyList<Delivery>> FindOwnAsync(string workerId, IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session => OwnDeliveries.Read(session, workerId, messageIds)));

    public Task<bool> SettleAsync(Settlement settlement, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _settlement.Run(session, settlement), cancellationToken);

    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _dead.ExpireAsync(now, limit, cancellationToken);

    public Task<IReadOnlyList<DeliverySummary>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult(_listing.List(filter));

    public Task<DeliveryHistory?> FindAsync(string messageId, CancellationToken cancellationToken) =>
        Task.FromResult(_listing.Find(messageId));

    public Task<int> ReplayAsync(DeadLetters which, DateTimeOffset now, DateTimeOffset giveUpAt, CancellationToken cancellationToken) =>
        _dead.ReplayAsync(which, now, giveUpAt, cancellationToken);

    public Task<DeliveryBacklog> ReadBacklogAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_listing.Backlog());

    public Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken) =>
        _pruning.RunAsync(eraseBefore, forgetBefore, limit, cancellationToken);

    private List<string> DueDestinations(SqlSession session, DateTimeOffset now)
    {
        var list = session.Prepare(_dueDestinations);
        list.Bind(1, now);
        try
        {
            var destinations = new List<string>();
            while (list.Read())
                destinations.Add(list.Text(0));
            return destinations;
        }
        finally
        {
            list.Reset();
        }
    }
}
