using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>
/// One kept-alive HTTP/1.1 connection over a blocking socket. The client shares its cores with the server,
/// so it does nothing but send ready bytes and find where the reply ends.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int Timeout = 30_000;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private byte[] _buffer = new byte[64 * 1024];
    private int _end;

    public HttpConnection(IPEndPoint server)
    {
        _socket.NoDelay = true;
        _socket.SendTimeout = Timeout;
        _socket.ReceiveTimeout = Timeout;
        try
        {
            _socket.Connect(server);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public HttpReply Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
            request = request[_socket.Send(request)..];
        _end = 0;
        var start = ReceiveThrough("\r\n\r\n"u8, 0);
        var head = ReplyHead.Read(_buffer.AsSpan(0, start - 4));
        var end = head.Length is { } length ? ReceiveUpTo(start + length) : ReceiveChunks(start);
        return new HttpReply(head.Status, _buffer.AsSpan(start, end - start));
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Joins the chunks in place and returns where the joined body ends.</summary>
    private int ReceiveChunks(int start)
    {
        var written = start;
        var position = start;
        while (true)
        {
            var data = ReceiveThrough("\r\n"u8, position);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(position, data - position), out int size, out _, 'x'))
                throw new IOException("A chunk of the reply has no size.");
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
        var received = _socket.Receive(_buffer.AsSpan(_end));
        if (received == 0)
            throw new IOException("The server closed the connection.");
        _end += received;
    }
}
