using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Events;

/// <summary>
/// Port to the ordered feed of changes. Each is written in the transaction that changes the record, and numbered in it: numbers
/// have no gap, and a reader that goes on after the last number it saw misses none.
/// </summary>
public interface IChangeFeed
{
    /// <summary>The changes after a number, in order, at most <paramref name="limit"/>; begin with 0.</summary>
    Task<IReadOnlyList<RecordChange>> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The announced changes of one kind to records of one event, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RecordChange>> ReadLatestAsync(VitalEvent vitalEvent, ChangeKind kind, int limit, CancellationToken cancellationToken);

    /// <summary>The number of the last change, 0 before the first.</summary>
    Task<long> ReadLastAsync(CancellationToken cancellationToken);
}

/// <summary>One change of one record.</summary>
public sealed record RecordChange
{
    /// <summary>Its place in the feed, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>A UUID of version 7; the same for everybody who is told, however often.</summary>
    public required Guid EventId { get; init; }

    public required ChangeKind Kind { get; init; }

    public required string RecordId { get; init; }

    public required VitalEvent Event { get; init; }

    /// <summary>The record's version that the change made.</summary>
    public required long Version { get; init; }

    /// <summary>When it was stored (UTC, to the millisecond).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>False for what was taken over from elsewhere and is no news to anybody: imports and seeds.</summary>
    public required bool Announced { get; init; }
}
