using System.Runtime.CompilerServices;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;

namespace Dci.CrvsApi.Demonstration;

/// <summary>Makes the records of a register a few slices ahead of whoever stores them, in their order.</summary>
internal sealed class Ahead(DemonstrationRegister register)
{
    private const int SliceSize = 2_000;
    private const int Slices = 3;

    public async IAsyncEnumerable<RecordEntry> Entries([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var total = register.Counts.Total;
        var next = 0L;
        var making = new Queue<Task<List<RecordEntry>>>();
        while (next < total || making.Count > 0)
        {
            for (; making.Count < Slices && next < total; next += SliceSize)
                making.Enqueue(Make(next, cancellationToken));
            foreach (var entry in await making.Dequeue().WaitAsync(cancellationToken))
                yield return entry;
        }
    }

    private Task<List<RecordEntry>> Make(long first, CancellationToken cancellationToken) =>
        Task.Run(() => register.Records(first, SliceSize).ToList(), cancellationToken);
}
