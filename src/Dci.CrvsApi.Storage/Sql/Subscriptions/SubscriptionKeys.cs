namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>The keys that subscriptions are found by.</summary>
internal static class SubscriptionKeys
{
    private const string All = "SELECT key FROM subscription_key WHERE subscription_no = @no";
    private const string Insert = "INSERT INTO subscription_key (key, subscription_no) VALUES (@key, @no)";
    private const string Delete = "DELETE FROM subscription_key WHERE key = @key AND subscription_no = @no";

    /// <summary>The owners of a key after a number, in order.</summary>
    public static string After(SqlDialect dialect) =>
        $"SELECT subscription_no FROM subscription_key WHERE key = @key AND subscription_no > @after ORDER BY subscription_no {dialect.Page("@limit", "0")}";

    public static string OfOwner(SqlDialect dialect) => $"SELECT key FROM subscription_key WHERE subscription_no = @no ORDER BY key {dialect.Page("@limit", "0")}";

    /// <summary>Gives a subscription these keys and no others; what stands there already is not written again.</summary>
    public static void Put(SqlSession session, long number, IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        var surplus = Read(session.Prepare(All), number).Select(key => new Guid(key)).ToHashSet();
        var insert = session.Prepare(Insert);
        ReadOnlySpan<byte> before = default;
        foreach (var key in InOrder(keys))
        {
            if (key.Span.SequenceEqual(before))
                continue;
            before = key.Span;
            if (surplus.Remove(new Guid(key.Span)))
                continue;
            insert.Bind(1, key.Span);
            insert.Bind(2, number);
            insert.Execute();
        }

        Remove(session, number, surplus.Select(key => key.ToByteArray()));
    }

    /// <summary>Takes some keys away; how many.</summary>
    public static int RemoveSome(SqlSession session, SqlDialect dialect, long number, int limit)
    {
        var some = session.Prepare(OfOwner(dialect));
        some.Bind(2, limit);
        return Remove(session, number, Read(some, number));
    }

    private static int Remove(SqlSession session, long number, IEnumerable<byte[]> keys)
    {
        var delete = session.Prepare(Delete);
        var removed = 0;
        foreach (var key in keys)
        {
            delete.Bind(1, key);
            delete.Bind(2, number);
            removed += delete.Execute();
        }

        return removed;
    }

    // Neighbours in the index are written one after the other: with many keys that is most of the cost.
    private static ReadOnlyMemory<byte>[] InOrder(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ReadOnlyMemory<byte>[] sorted = [.. keys];
        Array.Sort(sorted, (one, other) => one.Span.SequenceCompareTo(other.Span));
        return sorted;
    }

    private static List<byte[]> Read(SqlStatement statement, long number)
    {
        statement.Bind(1, number);
        try
        {
            var keys = new List<byte[]>();
            while (statement.Read())
                keys.Add(statement.Blob(0));
            return keys;
        }
        finally
        {
            statement.Reset();
        }
    }
}
