using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Contents;

/// <summary>Long messages in parts, each committed by itself, so that whoever else writes has a turn in between.</summary>
internal sealed class ContentStore(SqlDatabase database) : IContentStore
{
    /// <summary>Bytes of a part: long enough to be few, short enough to be written in a few milliseconds.</summary>
    public const int PartSize = 512 * 1024;

    // 0 is no transaction's number: what has it is being removed, and no transaction can have it any more.
    private const string Unused = "SELECT content_id FROM content WHERE (txn_no IS NULL OR txn_no = 0) AND stored_at < @before";
    private const string Condemn = "UPDATE content SET txn_no = 0 WHERE content_id = @content AND (txn_no IS NULL OR txn_no = 0)";

    private const string InsertPart = "INSERT INTO content_part (content_id, part_no, data) VALUES (@content, @part, @data)";
    private const string Lengthen = "UPDATE content SET length = length + @bytes WHERE content_id = @content";
    private const string Of = "SELECT content_id FROM txn WHERE txn_no = @no";
    private const string LastPart = "SELECT MAX(part_no) FROM content_part WHERE content_id = @content";
    private const string RemovePart = "DELETE FROM content_part WHERE content_id = @content AND part_no = @part";
    private const string Remove = "DELETE FROM content WHERE content_id = @content";

    private readonly string _insert = database.Dialect.InsertReturning("content", "stored_at, part_size, length", "@at, @size, 0", "content_id");

    public async Task<long> StoreAsync(Stream content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var contentId = await database.WriteAsync(session => Insert(session, now), cancellationToken);
        try
        {
            var part = new byte[PartSize];
            for (var number = 0; await content.ReadAtLeastAsync(part, PartSize, throwOnEndOfStream: false, cancellationToken) is var length and > 0; number++)
            {
                // Not given up in the middle: the buffer is the writer's until the write is over.
                var (partNo, data) = (number, part.AsMemory(0, length));
                await database.WriteAsync(session => Append(session, contentId, partNo, data.Span), CancellationToken.None);
                if (length < PartSize)
                    break;
            }

            return contentId;
        }
        catch
        {
            await RemoveAsync(contentId, CancellationToken.None);
            throw;
        }
    }

    public Stream? OpenRead(long contentId) => ContentStream.Open(database, contentId);

    public async Task<int> RemoveUnusedAsync(DateTimeOffset storedBefore, CancellationToken cancellationToken)
    {
        var unused = database.Read(session =>
        {
            var find = session.Prepare(Unused);
            find.Bind(1, storedBefore);
            return find.ReadNumbers();
        });
        var removed = 0;
        foreach (var contentId in unused)
            removed += await TryRemoveAsync(contentId, cancellationToken) ? 1 : 0;
        return removed;
    }

    public Task RemoveUnusedAsync(long contentId, CancellationToken cancellationToken) => TryRemoveAsync(contentId, cancellationToken);

    /// <summary>Removes what transactions keep here.</summary>
    public async Task RemoveOfAsync(IReadOnlyList<long> transactions, CancellationToken cancellationToken)
    {
        foreach (var contentId in database.Read(session => transactions.Select(number => Number(session, Of, number)).OfType<long>().ToList()))
            await RemoveAsync(contentId, cancellationToken);
    }

    private async Task<bool> TryRemoveAsync(long contentId, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(session => Run(session, Condemn, contentId), cancellationToken) == 0)
            return false;
        await RemoveAsync(contentId, cancellationToken);
        return true;
    }

    private async Task RemoveAsync(long contentId, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(session => RemoveSome(session, contentId), cancellationToken))
        {
        }
    }

    private long Insert(SqlSession session, DateTimeOffset now)
    {
        var insert = session.Prepare(_insert);
        insert.Bind(1, now);
        insert.Bind(2, PartSize);
        return insert.ReadNumber() ?? throw new InvalidOperationException("A row that was added has no number.");
    }

    private static bool Append(SqlSession session, long contentId, int number, ReadOnlySpan<byte> data)
    {
        var insert = session.Prepare(InsertPart);
        insert.Bind(1, contentId);
        insert.Bind(2, number);
        insert.Bind(3, data);
        insert.Execute();
        var lengthen = session.Prepare(Lengthen);
        lengthen.Bind(1, data.Length);
        lengthen.Bind(2, contentId);
        return lengthen.Execute() > 0;
    }

    /// <summary>Removes the last part, or the content when it has none; false when it is gone.</summary>
    private static bool RemoveSome(SqlSession session, long contentId)
    {
        if (Number(session, LastPart, contentId) is not { } last)
        {
            Run(session, Remove, contentId);
            return false;
        }

        var part = session.Prepare(RemovePart);
        part.Bind(1, contentId);
        part.Bind(2, last);
        part.Execute();
        return true;
    }

    private static int Run(SqlSession session, string sql, long contentId)
    {
        var statement = session.Prepare(sql);
        statement.Bind(1, contentId);
        return statement.Execute();
    }

    private static long? Number(SqlSession session, string sql, long parameter)
    {
        var statement = session.Prepare(sql);
        statement.Bind(1, parameter);
        return statement.ReadNumber();
    }
}
