using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Puts a delivery into the outbox, in the transaction of what makes it necessary.</summary>
internal sealed class DeliveryInsert(SqlDialect dialect)
{
    private const string InsertBody = "INSERT INTO delivery_body (delivery_no, header, message) VALUES (@no, @header, @message)";

    private readonly string _insert = dialect.InsertReturning(
        "delivery",
        "message_id, partner_id, action, correlation_id, address, destination, encrypt, created_at, due_at, give_up_at, worker_id, form, subscription_no, ordered, first_sequence, last_sequence, state, attempts, earlier_attempts, erased",
        "@message, @partner, @action, @correlation, @address, @destination, @encrypt, @created, @due, @end, @worker, @form, @subscription, @ordered, @first, @last, 0, 0, 0, 0",
        "delivery_no");

    /// <summary>The number it is stored under.</summary>
    public long Run(SqlSession session, NewDelivery made)
    {
        var number = Insert(session.Prepare(_insert), made);
        var body = session.Prepare(InsertBody);
        body.Bind(1, number);
        body.Bind(2, made.Header.Span);
        body.Bind(3, made.Message.Span);
        body.Execute();
        return number;
    }

    private static long Insert(SqlStatement insert, NewDelivery made)
    {
        insert.Bind(1, made.MessageId);
        insert.Bind(2, made.PartnerId);
        insert.Bind(3, made.Action);
        insert.Bind(4, made.CorrelationId);
        insert.Bind(5, made.Address);
        insert.Bind(6, made.Destination);
        insert.Bind(7, made.Encrypt ? 1 : 0);
        insert.Bind(8, made.CreatedAt);
        insert.Bind(9, made.DueAt);
        insert.Bind(10, made.GiveUpAt);
        insert.Bind(11, made.WorkerId);
        insert.Bind(12, (long)made.Form);
        insert.Bind(13, made.SubscriptionNo);
        insert.Bind(14, made.Ordered ? 1 : 0);
        insert.Bind(15, made.FirstSequence);
        insert.Bind(16, made.LastSequence);
        return insert.ReadNumber() ?? throw new InvalidOperationException("A row that was added has no number.");
    }
}
