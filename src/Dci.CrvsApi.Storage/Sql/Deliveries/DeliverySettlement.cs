using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Storage.Sql.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Records what came of having a delivery, and lets go of it. Only who has it can.</summary>
internal sealed class DeliverySettlement(SqlDialect dialect)
{
    private const string Update =
        """
        UPDATE delivery SET state = @state, attempts = COALESCE(@number, attempts), due_at = COALESCE(@due, due_at),
            settled_at = @settled, reason = @reason, worker_id = NULL
        WHERE delivery_no = @no AND worker_id = @worker AND state = 0
        """;

    private const string InsertAttempt =
        "INSERT INTO delivery_attempt (delivery_no, number, at, status, duration, fault) VALUES (@no, @number, @at, @status, @duration, @fault)";

    private readonly SubscriptionProgress _progress = new(dialect);

    public bool Run(SqlSession session, Settlement settlement)
    {
        var waits = settlement.State == DeliveryState.Waiting;
        var update = session.Prepare(Update);
        update.Bind(1, (long)settlement.State);
        update.Bind(2, (long?)settlement.Attempt?.Number);
        update.Bind(3, waits ? settlement.DueAt : null);
        update.Bind(4, waits ? null : settlement.At);
        update.Bind(5, settlement.Reason);
        update.Bind(6, settlement.DeliveryNo);
        update.Bind(7, settlement.WorkerId);
        if (update.Execute() == 0)
            return false;

        if (settlement.Attempt is { } attempt)
            Add(session.Prepare(InsertAttempt), settlement.DeliveryNo, attempt);
        if (ToldDelivery.Find(session, settlement.DeliveryNo) is { } told)
            _progress.Note(session, told, settlement);
        return true;
    }

    private static void Add(SqlStatement insert, long number, DeliveryAttempt attempt)
    {
        insert.Bind(1, number);
        insert.Bind(2, attempt.Number);
        insert.Bind(3, attempt.At);
        insert.Bind(4, (long?)attempt.Status);
        insert.Bind(5, attempt.Duration.Ticks);
        insert.Bind(6, attempt.Fault);
        insert.Execute();
    }
}
