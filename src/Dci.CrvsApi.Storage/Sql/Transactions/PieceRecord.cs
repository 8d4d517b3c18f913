using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Storage.Sql.Deliveries;
using Dci.CrvsApi.Storage.Sql.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Records a piece of work with what it disclosed and what is to be delivered of it. Only who has the transaction can.</summary>
internal sealed class PieceRecord(SqlDialect dialect)
{
    private const string Advance =
        """
        UPDATE txn SET completed_count = completed_count + @done, rejected_count = rejected_count + @rejected,
            total_count = COALESCE(@total, total_count), state = @state
        WHERE txn_no = @no AND worker_id = @worker AND finished_at IS NULL AND completed_count = COALESCE(@first, completed_count)
        """;

    private const string Finish =
        """
        UPDATE txn SET completed_count = completed_count + @done, rejected_count = rejected_count + @rejected,
            total_count = COALESCE(@total, total_count), state = @state, finished_at = @at, worker_id = NULL
        WHERE txn_no = @no AND worker_id = @worker AND finished_at IS NULL AND completed_count = COALESCE(@first, completed_count)
        """;

    private readonly DeliveryInsert _delivery = new(dialect);
    private readonly SubscriptionSave _subscription = new(dialect);
    private readonly SubscriptionStanding _standing = new(dialect);

    public RecordedPiece? Run(SqlSession session, WorkedPiece piece)
    {
        if (!(piece.Finished is { } end ? TryFinish(session, piece, end) : TryAdvance(session, piece)))
            return null;

        for (var i = 0; i < piece.Items.Count; i++)
            TransactionItems.Finish(session, piece.TransactionNo, piece.Items[i], piece.At);
        foreach (var ended in piece.EndedSubscriptions)
            _standing.Change(session, ended, SubscriptionState.Ended, null, piece.At);
        foreach (var made in piece.Subscriptions)
            _subscription.Run(session, made);
        DisclosureInsert.Run(session, piece.Disclosures);
        return new RecordedPiece(piece.Delivery is { } sent ? Delivery.Of(sent, _delivery.Run(session, sent)) : null);
    }

    private static bool TryAdvance(SqlSession session, WorkedPiece piece)
    {
        var advance = session.Prepare(Advance);
        BindProgress(advance, piece, WorkState.Pending);
        advance.Bind(5, piece.TransactionNo);
        advance.Bind(6, piece.WorkerId);
        advance.Bind(7, First(piece));
        return advance.Execute() > 0;
    }

    private static bool TryFinish(SqlSession session, WorkedPiece piece, WorkState end)
    {
        var finish = session.Prepare(Finish);
        BindProgress(finish, piece, end);
        finish.Bind(5, piece.At);
        finish.Bind(6, piece.TransactionNo);
        finish.Bind(7, piece.WorkerId);
        finish.Bind(8, First(piece));
        return finish.Execute() > 0;
    }

    // Of two runs of the same worker, one of which was held up for long, only one records the same items.
    private static long? First(WorkedPiece piece) => piece.Items.Count == 0 ? null : piece.Items[0].Ordinal;

    private static void BindProgress(SqlStatement statement, WorkedPiece piece, WorkState state)
    {
        var rejected = 0;
        for (var i = 0; i < piece.Items.Count; i++)
            rejected += piece.Items[i].Code is null ? 0 : 1;
        statement.Bind(1, piece.Items.Count);
        statement.Bind(2, rejected);
        statement.Bind(3, (long?)piece.TotalCount);
        statement.Bind(4, (long)state);
    }
}
