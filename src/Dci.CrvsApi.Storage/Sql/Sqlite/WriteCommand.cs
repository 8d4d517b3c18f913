namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>A piece of work that waits for the writer.</summary>
internal abstract class WriteCommand
{
    /// <summary>Whether it begins its own transactions and so can't share one.</summary>
    public abstract bool Alone { get; }

    /// <summary>Whether nobody waits for it any more; then it is not run.</summary>
    public abstract bool Abandoned { get; }

    public abstract void Run(SqlSession session);

    /// <summary>Tells whoever waits that the changes are durable.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception failure);

    public abstract void Abandon();
}

/// <inheritdoc />
internal sealed class WriteCommand<T>(Func<SqlSession, T> work, bool alone, CancellationToken cancellationToken) : WriteCommand
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool Alone => alone;

    public override bool Abandoned => cancellationToken.IsCancellationRequested;

    public override void Run(SqlSession session) => _result = work(session);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception failure) => _completion.TrySetException(failure);

    public override void Abandon() => _completion.TrySetCanceled(cancellationToken);
}
