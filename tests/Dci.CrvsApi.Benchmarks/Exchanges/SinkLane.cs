using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>One connection to the sink, on a thread of its own.</summary>
internal sealed class SinkLane(Socket socket, int keepEvery, Action counted) : IDisposable
{
    private const int GuidLength = 36;
    private readonly List<Arrival> _arrivals = new(4096);
    private readonly List<byte[]> _kept = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (_lock)
                return [.. _arrivals];
        }
    }

    public IReadOnlyList<byte[]> Kept
    {
        get
        {
            lock (_lock)
                return [.. _kept];
        }
    }

    private static ReadOnlySpan<byte> TransactionMember => "\"transaction_id\":\""u8;

    /// <summary>Kept whenever it comes.</summary>
    private static ReadOnlySpan<byte> Confirmation => "\"subscribe_response\":"u8;

    private static ReadOnlySpan<byte> RecordMember => "\"@id\":\""u8;

    private static ReadOnlySpan<byte> SequenceMember => "\"sequence\":"u8;

    private static ReadOnlySpan<byte> Acknowledgement =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 88\r\n\r\n{\"message\":{\"ack_status\":\"ACK\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"correlation_id\":\"1\"}}"u8;

    public void Run()
    {
        socket.NoDelay = true;
        var reader = new SocketReader(socket);
        try
        {
            while (true)
            {
                var length = BodyLength.Of(reader.ReadHead(out var start), otherwise: 0);
                Note(reader.ReadBody(start, length));
                socket.Send(Acknowledgement);
                counted();
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // The server has closed its connection, or the sink is closed.
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _arrivals.Clear();
            _kept.Clear();
        }
    }

    public void Dispose() => socket.Dispose();

    private void Note(ReadOnlySpan<byte> body)
    {
        var now = Stopwatch.GetTimestamp();
        if (GuidAfter(TransactionMember, body) is not { } transaction)
            throw new InvalidDataException("A callback names no transaction.");
        var arrival = new Arrival(transaction, now, GuidAfter(RecordMember, body) ?? Guid.Empty, SequenceIn(body));
        lock (_lock)
        {
            if (_arrivals.Count % keepEvery == 0 || body.IndexOf(Confirmation) >= 0)
                _kept.Add(body.ToArray());
            _arrivals.Add(arrival);
        }
    }

    private static Guid? GuidAfter(ReadOnlySpan<byte> member, ReadOnlySpan<byte> body)
    {
        var found = body.IndexOf(member);
        return found >= 0 && Utf8Parser.TryParse(body.Slice(found + member.Length, GuidLength), out Guid value, out _) ? value : null;
    }

    private static long SequenceIn(ReadOnlySpan<byte> body)
    {
        var found = body.IndexOf(SequenceMember);
        return found >= 0 && Utf8Parser.TryParse(body[(found + SequenceMember.Length)..], out long value, out _) ? value : 0;
    }
}
