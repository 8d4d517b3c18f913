namespace Dci.CrvsApi.Storage.Sql.Contents;

/// <summary>Reads a long message part by part; a place in it is found without reading what stands before.</summary>
internal sealed class ContentStream : Stream
{
    private const string Find = "SELECT length, part_size FROM content WHERE content_id = @content";
    private const string ReadPart = "SELECT data FROM content_part WHERE content_id = @content AND part_no = @part";

    private readonly SqlDatabase _database;
    private readonly long _contentId;
    private readonly long _length;
    private readonly long _partSize;
    private byte[] _part = [];
    private long _partNo = -1;
    private long _position;

    private ContentStream(SqlDatabase database, long contentId, long length, long partSize) =>
        (_database, _contentId, _length, _partSize) = (database, contentId, length, partSize);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Null when nothing is stored under this number.</summary>
    public static ContentStream? Open(SqlDatabase database, long contentId) => database.Read(session =>
    {
        var find = session.Prepare(Find);
        find.Bind(1, contentId);
        try
        {
            return find.Read() ? new ContentStream(database, contentId, find.Int64(0), find.Int64(1)) : null;
        }
        finally
        {
            find.Reset();
        }
    });

    public override int Read(Span<byte> buffer)
    {
        if (_position >= _length || buffer.IsEmpty)
            return 0;
        var rest = Part(_position / _partSize).AsSpan((int)(_position % _partSize));
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        _position += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        SeekOrigin.End => _length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Not an origin."),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] Part(long number)
    {
        if (number != _partNo)
            (_part, _partNo) = (_database.Read(session => Read(session, number)), number);
        return _part;
    }

    private byte[] Read(SqlSession session, long number)
    {
        var read = session.Prepare(ReadPart);
        read.Bind(1, _contentId);
        read.Bind(2, number);
        try
        {
            return read.Read() ? read.Blob(0) : throw new IOException("The stored content was removed while it was read.");
        }
        finally
        {
            read.Reset();
        }
    }
}
