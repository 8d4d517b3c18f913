using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>The items of a message: listed when it is taken in or first read, and marked when they are done.</summary>
internal static class TransactionItems
{
    private const string Insert =
        "INSERT INTO txn_item (txn_no, ordinal, partner_id, reference_id) VALUES (@no, @ordinal, @partner, @reference)";

    private const string InsertMissing =
        """
        INSERT INTO txn_item (txn_no, ordinal, partner_id, reference_id)
        SELECT txn_no, @ordinal, partner_id, @reference FROM txn
        WHERE txn_no = @no AND NOT EXISTS (SELECT 1 FROM txn_item i WHERE i.txn_no = @no AND i.ordinal = @ordinal)
        """;

    private const string MarkDone =
        "UPDATE txn_item SET state = @state, done_at = @at, code = @code, detail = @detail WHERE txn_no = @no AND ordinal = @ordinal";

    public static void Add(SqlSession session, long number, int ordinal, string partnerId, string referenceId)
    {
        var insert = session.Prepare(Insert);
        insert.Bind(1, number);
        insert.Bind(2, ordinal);
        insert.Bind(3, partnerId);
        insert.Bind(4, referenceId);
        insert.Execute();
    }

    public static void AddMissing(SqlSession session, long number, int ordinal, string referenceId)
    {
        var insert = session.Prepare(InsertMissing);
        insert.Bind(1, ordinal);
        insert.Bind(2, referenceId);
        insert.Bind(3, number);
        insert.Execute();
    }

    /// <summary>Marks the item as done; one that nobody listed is listed by it.</summary>
    public static void Finish(SqlSession session, long number, ItemResult result, DateTimeOffset at)
    {
        if (Mark(session, number, result, at))
            return;
        AddMissing(session, number, result.Ordinal, result.ReferenceId);
        Mark(session, number, result, at);
    }

    private static bool Mark(SqlSession session, long number, ItemResult result, DateTimeOffset at)
    {
        var mark = session.Prepare(MarkDone);
        mark.Bind(1, (long)(result.Code is null ? WorkState.Succeeded : WorkState.Rejected));
        mark.Bind(2, at);
        mark.Bind(3, result.Code);
        mark.Bind(4, result.Detail);
        mark.Bind(5, number);
        mark.Bind(6, result.Ordinal);
        return mark.Execute() > 0;
    }
}
