using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Takes a message in: its ids are used up, its content is kept, and its work is due or already somebody's.</summary>
internal sealed class TransactionIntake(SqlDialect dialect)
{
    private const string InsertBody = "INSERT INTO txn_body (txn_no, request, content) VALUES (@no, @request, @content)";
    private const string AdoptContent = "UPDATE content SET txn_no = @no WHERE content_id = @content AND txn_no IS NULL";
    private const string NameFirst = "UPDATE message_seen SET txn_no = @no WHERE partner_id = @partner AND digest = @digest";

    public const string FindFirst =
        """
        SELECT t.body_digest, t.correlation_id, t.accepted_at
        FROM message_seen m JOIN txn t ON t.txn_no = m.txn_no
        WHERE m.partner_id = @partner AND m.digest = @digest AND m.forget_at > @now
        """;

    private readonly MessageMemory _memory = new(dialect);

    private readonly string _insert = dialect.InsertReturning(
        "txn",
        "partner_id, kind, transaction_id, correlation_id, body_digest, accepted_at, callback_address, form, content_id, total_count, worker_id, completed_count, rejected_count, state, tries, due_at, erased",
        "@partner, @kind, @transaction, @correlation, @body, @at, @callback, @form, @content, @total, @worker, 0, 0, 0, 0, @at, 0",
        "txn_no");

    public Acceptance Accept(SqlSession session, NewTransaction taken)
    {
        var message = new SeenMessage(taken.PartnerId, taken.MessageDigest, taken.CipherDigest, taken.AcceptedAt, taken.ForgetAt);
        if (!_memory.TryRemember(session, message))
            return Before(session, taken);

        var number = Insert(session, taken);
        Name(session, taken, number);
        Keep(session, taken, number);
        for (var i = 0; i < taken.ReferenceIds.Count; i++)
            TransactionItems.Add(session, number, i, taken.PartnerId, taken.ReferenceIds[i]);
        return new Acceptance.Accepted(number);
    }

    private static Acceptance Before(SqlSession session, NewTransaction taken)
    {
        var find = session.Prepare(FindFirst);
        find.Bind(1, taken.PartnerId);
        find.Bind(2, taken.MessageDigest.Span);
        find.Bind(3, taken.AcceptedAt);
        try
        {
            return find.Read() && find.Blob(0).AsSpan().SequenceEqual(taken.BodyDigest.Span)
                ? new Acceptance.Repeated(find.Text(1), find.Instant(2))
                : new Acceptance.Used();
        }
        finally
        {
            find.Reset();
        }
    }

    private long Insert(SqlSession session, NewTransaction taken)
    {
        var insert = session.Prepare(_insert);
        insert.Bind(1, taken.PartnerId);
        insert.Bind(2, (long)taken.Kind);
        insert.Bind(3, taken.TransactionId);
        insert.Bind(4, taken.CorrelationId);
        insert.Bind(5, taken.BodyDigest.Span);
        insert.Bind(6, taken.AcceptedAt);
        insert.Bind(7, taken.CallbackAddress);
        insert.Bind(8, (long)taken.Form);
        insert.Bind(9, taken.ContentId);
        insert.Bind(10, (long?)taken.TotalCount);
        insert.Bind(11, taken.WorkerId);
        return insert.ReadNumber() ?? throw new InvalidOperationException("A row that was added has no number.");
    }

    private static void Name(SqlSession session, NewTransaction taken, long number)
    {
        var name = session.Prepare(NameFirst);
        name.Bind(1, number);
        name.Bind(2, taken.PartnerId);
        name.Bind(3, taken.MessageDigest.Span);
        name.Execute();
    }

    private static void Keep(SqlSession session, NewTransaction taken, long number)
    {
        var keep = session.Prepare(InsertBody);
        keep.Bind(1, number);
        keep.Bind(2, taken.Request.Span);
        if (taken.ContentId is null)
            keep.Bind(3, taken.Content.Span);
        else
            keep.BindNull(3);
        keep.Execute();
        if (taken.ContentId is not { } content)
            return;

        var adopt = session.Prepare(AdoptContent);
        adopt.Bind(1, number);
        adopt.Bind(2, content);
        if (adopt.Execute() == 0)
            throw new InvalidOperationException("The content of the message is not stored, or is another message's.");
    }
}
