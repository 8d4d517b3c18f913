using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Erases the payload of what was delivered, later everything about it; dead letters keep theirs until they are forgotten.</summary>
internal sealed class DeliveryPruning(SqlDatabase database)
{
    private const int RowsInCommit = 500;

    private const string EraseBody = "DELETE FROM delivery_body WHERE delivery_no = @no";
    private const string MarkErased = "UPDATE delivery SET erased = 1 WHERE delivery_no = @no AND state = 1";
    private const string ForgetAttempts = "DELETE FROM delivery_attempt WHERE delivery_no = @no";
    private const string Forget = "DELETE FROM delivery WHERE delivery_no = @no AND state <> 0";

    // The first step decides: a dead letter that was replayed meanwhile keeps everything.
    private static readonly string[] Erasing = [MarkErased, EraseBody];
    private static readonly string[] Forgetting = [Forget, ForgetAttempts, EraseBody];

    public static string Due(SqlDialect dialect) =>
        $"SELECT delivery_no FROM delivery WHERE state = @state AND erased = @erased AND settled_at IS NOT NULL AND settled_at < @before ORDER BY settled_at {dialect.Page("@limit", "0")}";

    public async Task<int> RunAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken)
    {
        // What is forgotten was erased before: the later of the two instants erases.
        var erase = eraseBefore > forgetBefore ? eraseBefore : forgetBefore;
        var touched = await RunAsync(Erasing, DeliveryState.Delivered, 0, erase, limit, cancellationToken);
        touched += await RunAsync(Forgetting, DeliveryState.Delivered, 1, forgetBefore, limit - touched, cancellationToken);
        return touched + await RunAsync(Forgetting, DeliveryState.Dead, 0, forgetBefore, limit - touched, cancellationToken);
    }

    private async Task<int> RunAsync(string[] steps, DeliveryState state, int erased, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var touched = 0;
        while (touched < limit && Find(state, erased, before, Math.Min(limit - touched, RowsInCommit)) is { Count: > 0 } numbers)
        {
            await database.WriteAsync(session => Run(session, steps, numbers), cancellationToken);
            touched += numbers.Count;
        }

        return touched;
    }

    private List<long> Find(DeliveryState state, int erased, DateTimeOffset before, int limit) => database.Read(session =>
    {
        var find = session.Prepare(Due(database.Dialect));
        find.Bind(1, (long)state);
        find.Bind(2, erased);
        find.Bind(3, before);
        find.Bind(4, limit);
        return find.ReadNumbers();
    });

    private static bool Run(SqlSession session, string[] steps, List<long> numbers)
    {
        foreach (var number in numbers)
            for (var i = 0; i < steps.Length; i++)
                if (Run(session, steps[i], number) == 0 && i == 0)
                    break;
        return true;
    }

    private static int Run(SqlSession session, string sql, long number)
    {
        var statement = session.Prepare(sql);
        statement.Bind(1, number);
        return statement.Execute();
    }
}
