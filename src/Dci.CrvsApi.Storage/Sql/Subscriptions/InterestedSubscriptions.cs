using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Finds by their keys the subscriptions that may want to hear of a change. Those with other keys are never looked at.</summary>
internal static class InterestedSubscriptions
{
    private const string ReadInterested =
        $"""
        SELECT {SubscriptionRow.Columns} FROM subscription s
        WHERE s.subscription_no = @no AND s.state < 4 AND s.after_change < @change AND s.starts_at <= @at
            AND (s.ends_at IS NULL OR s.ends_at > @at) AND (s.kinds & @kind) <> 0
        """;

    public static List<Subscription> Find(
        SqlSession session, SqlDialect dialect, RecordChange change, IReadOnlyList<ReadOnlyMemory<byte>> keys, long after, int limit)
    {
        var found = new List<Subscription>();
        for (var more = true; more && found.Count < limit;)
        {
            var numbers = Numbers(session, dialect, keys, after, limit, out more);
            for (var i = 0; i < numbers.Count && found.Count < limit; i++)
            {
                after = numbers[i];
                if (Read(session, after, change) is { } interested)
                    found.Add(interested);
            }
        }

        return found;
    }

    /// <summary>Numbers after one that have any of the keys, each once and in order; there may be more after the last of them.</summary>
    private static List<long> Numbers(SqlSession session, SqlDialect dialect, IReadOnlyList<ReadOnlyMemory<byte>> keys, long after, int limit, out bool more)
    {
        var numbers = new SortedSet<long>();
        var completeTo = long.MaxValue;
        var read = session.Prepare(SubscriptionKeys.After(dialect));
        for (var i = 0; i < keys.Count; i++)
        {
            read.Bind(1, keys[i].Span);
            read.Bind(2, after);
            read.Bind(3, limit);
            var ofKey = read.ReadNumbers();
            numbers.UnionWith(ofKey);
            if (ofKey.Count == limit)
                completeTo = Math.Min(completeTo, ofKey[^1]);
        }

        more = completeTo != long.MaxValue;
        return [.. numbers.TakeWhile(number => number <= completeTo)];
    }

    private static Subscription? Read(SqlSession session, long number, RecordChange change)
    {
        var read = session.Prepare(ReadInterested);
        read.Bind(1, number);
        read.Bind(2, change.Number);
        read.Bind(3, change.At);
        read.Bind(4, 1L << (int)change.Kind);
        return SubscriptionRow.ReadOne(read);
    }
}
