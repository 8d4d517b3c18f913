using System.Buffers.Text;
using System.Net.Sockets;

namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>Reads HTTP/1.1 from a blocking socket into one growing buffer that every message begins anew.</summary>
internal sealed class SocketReader(Socket socket)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _end;

    /// <summary>Reads through the empty line that ends a head; what was read before is gone.</summary>
    public ReadOnlySpan<byte> ReadHead(out int bodyStart)
    {
        _end = 0;
        bodyStart = ReceiveThrough("\r\n\r\n"u8, 0);
        return _buffer.AsSpan(0, bodyStart - 4);
    }

    /// <summary>Reads the body that begins here: so many bytes, or chunks, which are joined in place.</summary>
    public ReadOnlySpan<byte> ReadBody(int start, int? length)
    {
        var end = length is { } known ? ReceiveUpTo(start + known) : ReceiveChunks(start);
        return _buffer.AsSpan(start, end - start);
    }

    private int ReceiveChunks(int start)
    {
        var written = start;
        var position = start;
        while (true)
        {
            var data = ReceiveThrough("\r\n"u8, position);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(position, data - position), out int size, out _, 'x'))
                throw new IOException("A chunk has no size.");
            position = ReceiveUpTo(data + size + 2);
            if (size == 0)
                return written;
            _buffer.AsSpan(data, size).CopyTo(_buffer.AsSpan(written));
            written += size;
        }
    }

    private int ReceiveThrough(ReadOnlySpan<byte> mark, int from)
    {
        while (true)
        {
            var found = _buffer.AsSpan(from, Math.Max(0, _end - from)).IndexOf(mark);
            if (found >= 0)
                return from + found + mark.Length;
            Receive();
        }
    }

    private int ReceiveUpTo(int position)
    {
        while (_end < position)
            Receive();
        return position;
    }

    private void Receive()
    {
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = socket.Receive(_buffer.AsSpan(_end));
        if (received == 0)
            throw new IOException("The other side closed the connection.");
        _end += received;
    }
}
