using Dci.CrvsApi.Storage.Sql.Contents;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Erases the content of finished transactions, later the transactions themselves; a little in each commit, so that others get theirs.</summary>
internal sealed class TransactionPruning(SqlDatabase database, ContentStore contents)
{
    public const string EraseBody = "DELETE FROM txn_body WHERE txn_no = @no";
    public const string MarkErased = "UPDATE txn SET erased = 1 WHERE txn_no = @no";
    public const string Forget = "DELETE FROM txn WHERE txn_no = @no";
    public const string FirstItem = "SELECT MIN(ordinal) FROM txn_item WHERE txn_no = @no";
    public const string ForgetItems = "DELETE FROM txn_item WHERE txn_no = @no AND ordinal < @end";

    private const int RowsInCommit = 500;

    public static string Due(SqlDialect dialect) =>
        $"SELECT txn_no FROM txn WHERE finished_at IS NOT NULL AND erased = @erased AND finished_at < @before ORDER BY finished_at {dialect.Page("@limit", "0")}";

    public async Task<int> RunAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken)
    {
        // What is forgotten was erased before: the later of the two instants erases.
        var erased = await EraseAsync(eraseBefore > forgetBefore ? eraseBefore : forgetBefore, limit, cancellationToken);
        return erased + await ForgetAsync(forgetBefore, limit - erased, cancellationToken);
    }

    private async Task<int> EraseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var erased = 0;
        while (erased < limit && Find(0, before, Math.Min(limit - erased, RowsInCommit)) is { Count: > 0 } numbers)
        {
            await contents.RemoveOfAsync(numbers, cancellationToken);
            await database.WriteAsync(session => Erase(session, numbers), cancellationToken);
            erased += numbers.Count;
        }

        return erased;
    }

    private async Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        while (forgotten < limit && Find(1, before, Math.Min(limit - forgotten, RowsInCommit)) is { Count: > 0 } numbers)
            forgotten += await database.WriteAsync(session => ForgetAll(session, numbers), cancellationToken);
        return forgotten;
    }

    private List<long> Find(int erased, DateTimeOffset before, int limit) => database.Read(session =>
    {
        var find = session.Prepare(Due(database.Dialect));
        find.Bind(1, erased);
        find.Bind(2, before);
        find.Bind(3, limit);
        return find.ReadNumbers();
    });

    private static int Erase(SqlSession session, List<long> numbers)
    {
        foreach (var number in numbers)
        {
            Run(session, EraseBody, number);
            Run(session, MarkErased, number);
        }

        return numbers.Count;
    }

    /// <summary>Forgets transactions, first to last, until so many rows are gone that others should have their turn.</summary>
    private static int ForgetAll(SqlSession session, List<long> numbers)
    {
        var rows = 0;
        for (var i = 0; i < numbers.Count && rows < RowsInCommit; i++)
            while (rows < RowsInCommit && ForgetSome(session, numbers[i]) is var some and > 0)
                rows += some;
        return rows;
    }

    /// <summary>Forgets some items, or the transaction when none is left; 0 when it is gone.</summary>
    private static int ForgetSome(SqlSession session, long number)
    {
        var first = session.Prepare(FirstItem);
        first.Bind(1, number);
        if (first.ReadNumber() is not { } ordinal)
            return Run(session, Forget, number);

        var forget = session.Prepare(ForgetItems);
        forget.Bind(1, number);
        forget.Bind(2, ordinal + RowsInCommit);
        return forget.Execute();
    }

    private static int Run(SqlSession session, string sql, long number)
    {
        var statement = session.Prepare(sql);
        statement.Bind(1, number);
        return statement.Execute();
    }
}
