namespace Dci.CrvsApi.Tests.Files;

/// <summary>Very many blanks that nobody has to hold; may break off.</summary>
internal sealed class Blanks(long length) : Stream
{
    private long _given;

    public long? BreaksAt { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Position >= BreaksAt)
            throw new IOException("The line went dead.");
        var read = (int)Math.Min(count, length - _given);
        buffer.AsSpan(offset, read).Fill((byte)' ');
        _given += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
