using System.Runtime.CompilerServices;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>The register as it is written. What can be done before the writer's turn is done by the caller.</summary>
internal sealed class RegisterWriter(SqlDatabase database, BulkLoad bulk, RecordSave save) : IRegisterWriter
{
    private const int BatchSize = 256;

    public Task<WriteOutcome> SaveAsync(RecordEntry entry, CancellationToken cancellationToken)
    {
        var row = RecordRow.Of(entry, keepBodies: true);
        return database.WriteAsync(session => save.Run(session, row), cancellationToken);
    }

    public async Task<long> LoadAsync(
        IAsyncEnumerable<RecordEntry> entries, bool keepBodies, IProgress<long>? progress, CancellationToken cancellationToken) =>
        database.Read(BulkLoad.IsEmpty)
            ? await bulk.RunAsync(entries, keepBodies, progress, cancellationToken)
            : await SaveAllAsync(entries, keepBodies, progress, cancellationToken);

    public async IAsyncEnumerable<StoredBundle> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = database.Read(session => StoredBundles.After(session, database.Dialect, after, BatchSize));
            foreach (var (seq, bundle) in batch)
            {
                after = seq;
                yield return bundle;
            }

            if (batch.Count < BatchSize)
                yield break;
            await Task.Yield();
        }
    }

    public Task<IReadOnlyDictionary<VitalEvent, long>> CountAsync(CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(EventCount.Read));

    public Task<IReadOnlyList<string>> OriginsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(Origin.Names));

    private async Task<long> SaveAllAsync(IAsyncEnumerable<RecordEntry> entries, bool keepBodies, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var stored = 0L;
        await foreach (var chunk in entries.Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            var rows = chunk.Select(entry => RecordRow.Of(entry, keepBodies)).ToList();
            stored += await database.WriteAsync(
                session => rows.Count(row => save.Run(session, row) is WriteOutcome.Created or WriteOutcome.Replaced),
                cancellationToken);
            progress?.Report(stored);
        }

        return stored;
    }
}
