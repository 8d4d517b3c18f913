using System.Data.Common;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Dapper;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>
/// Loads an empty register: records are made ready on the pool, and the writer only appends; indexes are built at the end,
/// when they can be sorted. Nobody else writes meanwhile, since nothing is durable before the end.
/// </summary>
internal sealed class BulkLoad(SqlDatabase database)
{
    private const int ChunkSize = 256;
    private const int ChunksInTransaction = 64;
    private const int ChunksAhead = 16;

    public static bool IsEmpty(SqlSession session) => Counter.Read(session, Counter.Record) == 0;

    public async Task<long> RunAsync(IAsyncEnumerable<RecordEntry> entries, bool keepBodies, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var hold = database.TryHoldLoading()
            ?? throw new StorageUnusableException("Another program is loading this register. Try again when it has ended.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var chunks = Channel.CreateBounded<Task<RecordRow[]>>(ChunksAhead);
        var loading = database.WriteAloneAsync(session => Load(session, chunks.Reader, progress, stop), CancellationToken.None);
        await FeedAsync(entries, keepBodies, chunks.Writer, stop.Token);
        return await loading;
    }

    /// <summary>Hands the reader what was read, or why it ended early; the reader tells the caller.</summary>
    private static async Task FeedAsync(IAsyncEnumerable<RecordEntry> entries, bool keepBodies, ChannelWriter<Task<RecordRow[]>> chunks, CancellationToken stop)
    {
        try
        {
            await foreach (var chunk in entries.Chunk(ChunkSize).WithCancellation(stop))
                await chunks.WriteAsync(Task.Run(() => Array.ConvertAll(chunk, entry => RecordRow.Of(entry, keepBodies)), stop), stop);
            chunks.Complete();
        }
        catch (Exception failure)
        {
            chunks.TryComplete(failure);
        }
    }

    private long Load(SqlSession session, ChannelReader<Task<RecordRow[]>> chunks, IProgress<long>? progress, CancellationTokenSource stop)
    {
        session.Execute(database.Dialect.BeginExclusive);
        LoadState.TakeIndexesDown(session, database.Dialect);
        session.Execute("COMMIT");
        session.Connection.Execute(database.Dialect.BeginLoading);
        try
        {
            var counts = Append(session, chunks, progress);
            Finish(session, counts);
            return counts.Values.Sum();
        }
        catch (DbException failure) when (database.Dialect.IsDuplicateKey(failure))
        {
            Abandon(session, stop);
            throw new InvalidDataException("Two of the records have the same id, or two registered ones of an event the same registration number. Nothing was stored.", failure);
        }
        catch
        {
            Abandon(session, stop);
            throw;
        }
        finally
        {
            session.Connection.Execute(database.Dialect.EndLoading);
        }
    }

    private static void Abandon(SqlSession session, CancellationTokenSource stop)
    {
        stop.Cancel();
        session.Undo();
        LoadState.Wipe(session);
    }

    private static Dictionary<VitalEvent, long> Append(SqlSession session, ChannelReader<Task<RecordRow[]>> chunks, IProgress<long>? progress)
    {
        var counts = new Dictionary<VitalEvent, long>();
        var shelf = new PlaceShelf();
        var loaded = 0L;
        var open = 0;
        while (chunks.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            while (chunks.TryRead(out var next))
            {
                var chunk = next.GetAwaiter().GetResult();
                if (open++ == 0)
                    session.Execute("BEGIN");
                AppendChunk(session, shelf, chunk, counts);
                if (open == ChunksInTransaction)
                {
                    session.Execute("COMMIT");
                    open = 0;
                }

                progress?.Report(loaded += chunk.Length);
            }

        if (open > 0)
            session.Execute("COMMIT");
        return counts;
    }

    private static void AppendChunk(SqlSession session, PlaceShelf shelf, RecordRow[] chunk, Dictionary<VitalEvent, long> counts)
    {
        var seq = Counter.Raise(session, Counter.Record, chunk.Length) - chunk.Length;
        foreach (var row in chunk)
        {
            RecordInsert.Run(session, row, ++seq, 1, RecordPlaces.Of(session, shelf, row.Record), Origin.IdOf(session, row.Entry.Origin));
            CollectionsMarshal.GetValueRefOrAddDefault(counts, row.Record.Event, out _)++;
        }
    }

    /// <summary>What is loaded into an empty register is where it begins, and no change of it.</summary>
    private static void Finish(SqlSession session, Dictionary<VitalEvent, long> counts)
    {
        session.Execute("BEGIN");
        LoadState.PutIndexesUp(session);
        foreach (var (vitalEvent, count) in counts)
            EventCount.Add(session, vitalEvent, count);
        Counter.Raise(session, Counter.Register);
        session.Execute("COMMIT");
    }
}
