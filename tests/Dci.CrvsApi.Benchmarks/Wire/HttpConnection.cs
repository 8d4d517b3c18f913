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
    private readonly SocketReader _reader;

    public HttpConnection(IPEndPoint server)
    {
        _reader = new SocketReader(_socket);
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
        var head = ReplyHead.Read(_reader.ReadHead(out var start));
        return new HttpReply(head.Status, _reader.ReadBody(start, head.Length));
    }

    public void Dispose() => _socket.Dispose();
}
