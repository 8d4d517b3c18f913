using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>
/// One durable row for each answer, with commits shared by whatever waits: what "recorded before the answer leaves" costs
/// on this disk, whoever does it.
/// </summary>
internal sealed class FloorJournal : IDisposable
{
    private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public FloorJournal(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using (var create = _connection.CreateCommand())
        {
            create.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE answer (digest BLOB PRIMARY KEY, record_id TEXT) WITHOUT ROWID";
            create.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO answer (digest, record_id) VALUES (randomblob(32), 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6')";
        new Thread(Write) { IsBackground = true }.Start();
    }

    /// <summary>Done when the row is on the disk.</summary>
    public Task AppendAsync()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite(written);
        return written.Task;
    }

    public void Dispose()
    {
        _waiting.Writer.Complete();
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Write()
    {
        var batch = new List<TaskCompletionSource>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_waiting.Reader.TryRead(out var written))
                batch.Add(written);
            Commit(batch.Count);
            batch.ForEach(written => written.SetResult());
            batch.Clear();
        }
    }

    private void Commit(int rows)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _insert.Transaction = transaction;
        for (var row = 0; row < rows; row++)
            _insert.ExecuteNonQuery();
        transaction.Commit();
    }
}
