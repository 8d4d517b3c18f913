using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Gives what is due for a destination to a worker.</summary>
internal sealed class DeliveryClaim(SqlDialect dialect)
{
    private const string ReadDelivery =
        """
        SELECT d.message_id, d.partner_id, d.action, d.correlation_id, d.address, d.destination, b.header, b.message, d.encrypt,
               d.created_at, d.due_at, d.give_up_at, d.worker_id, d.attempts, d.earlier_attempts,
               d.form, d.subscription_no, d.ordered, d.first_sequence, d.last_sequence
        FROM delivery d JOIN delivery_body b ON b.delivery_no = d.delivery_no WHERE d.delivery_no = @no
        """;

    private readonly string _claim = dialect.ClaimDeliveries;

    public IReadOnlyList<Delivery> Take(SqlSession session, string workerId, string destination, DateTimeOffset now, int limit)
    {
        var claim = session.Prepare(_claim);
        claim.Bind(1, workerId);
        claim.Bind(2, destination);
        claim.Bind(3, now);
        claim.Bind(4, limit);
        return LaneClaim.InTurn(session, workerId, claim.ReadNumbers().ConvertAll(number => Read(session, number)));
    }

    /// <summary>A delivery with what it carries; it must be one that waits.</summary>
    internal static Delivery Read(SqlSession session, long number)
    {
        var read = session.Prepare(ReadDelivery);
        read.Bind(1, number);
        try
        {
            return read.Read() ? Delivery(read, number) : throw new InvalidOperationException($"Delivery {number} waits and has no payload.");
        }
        finally
        {
            read.Reset();
        }
    }

    private static Delivery Delivery(SqlStatement row, long number) => new()
    {
        DeliveryNo = number,
        MessageId = row.Text(0),
        PartnerId = row.Text(1),
        Action = row.Text(2),
        CorrelationId = row.Text(3),
        Address = row.Text(4),
        Destination = row.Text(5),
        Header = row.Blob(6),
        Message = row.Blob(7),
        Encrypt = row.Int64(8) != 0,
        CreatedAt = row.Instant(9),
        DueAt = row.Instant(10),
        GiveUpAt = row.Instant(11),
        WorkerId = row.TextOrNull(12),
        Attempts = (int)row.Int64(13),
        EarlierAttempts = (int)row.Int64(14),
        Form = (DeliveryForm)row.Int64(15),
        SubscriptionNo = row.Int64OrNull(16),
        Ordered = row.Int64(17) != 0,
        FirstSequence = row.Int64(18),
        LastSequence = row.Int64(19),
    };
}
