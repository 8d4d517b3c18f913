using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>A receiver on loopback that answers byte for byte as it is told, well or badly.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Post, Stream, CancellationToken, Task> _answer;
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();
    private int _count;
    private int _connections;

    private Receiver(int port, Func<Post, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/callback/on-search");

    /// <summary>How many posts have come.</summary>
    public int Count => Volatile.Read(ref _count);

    public int Connections => Volatile.Read(ref _connections);

    public static Receiver Answering(Func<Post, Stream, CancellationToken, Task> answer, int port = 0) => new(port, answer);

    /// <summary>Answers with these statuses in turn, the last one for ever.</summary>
    public static Receiver Answering(params int[] statuses) =>
        new(0, (post, stream, end) => stream.WriteAsync(Response(statuses[Math.Min(post.Number, statuses.Length) - 1]), end).AsTask());

    /// <summary>Answers with these bytes and closes.</summary>
    public static Receiver Saying(string raw) => new(0, async (_, stream, end) =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(raw), end);
        stream.Close();
    });

    /// <summary>A port at which nobody answers.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static byte[] Response(int status, string headers = "", string body = "{}") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public async Task<Post> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _posts.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = Task.Run(() => ServeAsync(client, _end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        try
        {
            using var connection = client;
            client.NoDelay = true;
            var stream = new BufferedStream(client.GetStream(), 16 * 1024);
            while (await ReadAsync(stream, end) is { } post)
            {
                _posts.Writer.TryWrite(post);
                await _answer(post, client.GetStream(), end);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The caller or the test has gone.
        }
    }

    private async Task<Post?> ReadAsync(Stream stream, CancellationToken end)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count > 3 && head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())))
        {
            if (await stream.ReadAsync(one, end) == 0)
                return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, end);
        return new Post(Interlocked.Increment(ref _count), lines[0], headers, body);
    }
}

/// <summary>What arrived.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Post(int Number, string RequestLine, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Header => JsonDocument.Parse(Body).RootElement.GetProperty("header");

    public string MessageId => Header.GetProperty("message_id").GetString()!;
}
