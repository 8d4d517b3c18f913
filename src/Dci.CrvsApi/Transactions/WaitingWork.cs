using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>Work that this node has and that waits for its turn.</summary>
/// <param name="work">As stored.</param>
/// <param name="size">The room it takes.</param>
/// <param name="clear">The JSON of the message in clear when it is still at hand; empty to read it from what is stored.</param>
internal sealed class WaitingWork(TransactionWork work, WorkSize size, ReadOnlyMemory<byte> clear)
{
    public TransactionWork Work { get; } = work;

    public WorkSize Size { get; } = size;

    public ReadOnlyMemory<byte> Clear { get; } = clear;

    /// <summary>How many items are done; the next has this ordinal.</summary>
    public int Completed { get; private set; } = work.CompletedCount;

    /// <summary>How many of them were rejected.</summary>
    public int Rejected { get; private set; } = work.RejectedCount;

    /// <summary>Notes a piece that was recorded.</summary>
    public void Advance(int items, int rejected)
    {
        Completed += items;
        Rejected += rejected;
    }
}

/// <summary>How much room work takes in memory, and whether it takes so long that it must not stand in the way of others.</summary>
internal readonly record struct WorkSize(int Bytes, bool Long);
