using Dapper;
using Dci.CrvsApi.Registry.Workers;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>
/// Who is at work, as rows with a lease. A worker also marks that its process runs; who comes after a process that ended
/// without a word sees by the missing mark that nobody has to wait for its lease.
/// </summary>
internal sealed class WorkerRoster(SqlDatabase database) : IWorkerRoster
{
    private const string Stay = "UPDATE worker SET alive_until = @until WHERE worker_id = @worker";
    private const string Join = "INSERT INTO worker (worker_id, alive_until) VALUES (@worker, @until)";
    private const string Leave = "DELETE FROM worker WHERE worker_id = @worker";
    private const string LeaveLate = "DELETE FROM worker WHERE alive_until <= @now";
    private const string Everybody = "SELECT worker_id FROM worker";

    public const string FreeTransactions =
        "UPDATE txn SET worker_id = NULL WHERE finished_at IS NULL AND worker_id IS NOT NULL AND worker_id NOT IN (SELECT w.worker_id FROM worker w)";

    public const string FreeDeliveries =
        "UPDATE delivery SET worker_id = NULL WHERE state = 0 AND worker_id IS NOT NULL AND worker_id NOT IN (SELECT w.worker_id FROM worker w)";

    public const string CountAbandoned =
        """
        SELECT (SELECT COUNT(*) FROM txn WHERE finished_at IS NULL AND worker_id IS NOT NULL
                AND worker_id NOT IN (SELECT w.worker_id FROM worker w WHERE w.alive_until > @now))
             + (SELECT COUNT(*) FROM delivery WHERE state = 0 AND worker_id IS NOT NULL
                AND worker_id NOT IN (SELECT w.worker_id FROM worker w WHERE w.alive_until > @now))
        """;

    private volatile bool _tookOver;

    public async Task SignInAsync(string workerId, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        database.MarkRunning(workerId);
        if (_tookOver)
        {
            await database.WriteAsync(session => SignIn(session, workerId, aliveUntil), cancellationToken);
            return;
        }

        var ended = ListOthers(workerId).FindAll(database.HasEnded);
        await database.WriteAsync(session => TakeOver(session, ended) + SignIn(session, workerId, aliveUntil) + Free(session), cancellationToken);
        _tookOver = true;
    }

    public async Task<int> FreeAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Read(session => Count(session, now)) == 0 ? 0 : await database.WriteAsync(session => FreeLate(session, now), cancellationToken);

    public async Task SignOffAsync(string workerId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => Remove(session, workerId) + Free(session), cancellationToken);
        database.UnmarkRunning(workerId);
    }

    private List<string> ListOthers(string workerId) => database.Read(session =>
        session.Connection.Query<string>(Everybody).Where(id => !string.Equals(id, workerId, StringComparison.Ordinal)).ToList());

    private static int TakeOver(SqlSession session, List<string> ended) => ended.Sum(workerId => Remove(session, workerId));

    private static int SignIn(SqlSession session, string workerId, DateTimeOffset aliveUntil) =>
        Write(session.Prepare(Stay), workerId, aliveUntil) is > 0 and var stayed ? stayed : Write(session.Prepare(Join), workerId, aliveUntil);

    private static int Write(SqlStatement statement, string workerId, DateTimeOffset aliveUntil)
    {
        statement.Bind(statement.ParameterOf("@worker"), workerId);
        statement.Bind(statement.ParameterOf("@until"), aliveUntil);
        return statement.Execute();
    }

    private static int Remove(SqlSession session, string workerId)
    {
        var leave = session.Prepare(Leave);
        leave.Bind(1, workerId);
        return leave.Execute();
    }

    private static int FreeLate(SqlSession session, DateTimeOffset now)
    {
        var leave = session.Prepare(LeaveLate);
        leave.Bind(1, now);
        leave.Execute();
        return Free(session);
    }

    private static int Free(SqlSession session) => session.Prepare(FreeTransactions).Execute() + session.Prepare(FreeDeliveries).Execute();

    private static long Count(SqlSession session, DateTimeOffset now)
    {
        var count = session.Prepare(CountAbandoned);
        count.Bind(1, now);
        return count.ReadNumber() ?? 0;
    }
}
