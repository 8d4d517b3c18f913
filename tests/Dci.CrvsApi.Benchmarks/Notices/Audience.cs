using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>Those who are told, all of them at one sink in this process.</summary>
internal sealed class Audience : IDisposable
{
    private const int ItemsEach = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<BenchmarkPartner> _subscribers;
    private readonly List<Guid> _everything = [];

    public Audience(Target target, IReadOnlyList<BenchmarkPartner> subscribers)
    {
        (Target, _subscribers) = (target, subscribers);
        Sink.Open();
    }

    public Target Target { get; }

    public CallbackSink Sink { get; } = new(keepEvery: 500);

    public int Size => _subscribers.Count;

    /// <summary>The transactions of the subscriptions that are told of every birth.</summary>
    public IReadOnlyList<Guid> Everything => _everything;

    /// <summary>Subscribes each of them to every birth.</summary>
    public void HearEverything()
    {
        foreach (var subscriber in _subscribers)
            _everything.Add(Subscribe(subscriber, [SubscribeWriter.Everything]));
    }

    /// <summary>Subscribes to what these filters match, shared out among the subscribers.</summary>
    /// <returns>The transactions they are told under, one for each message.</returns>
    public IReadOnlyList<Guid> Hear(IReadOnlyList<string> filters)
    {
        var share = Math.Min(ItemsEach, (filters.Count + Size - 1) / Size);
        return [.. filters.Chunk(share).Select((chunk, index) => Subscribe(_subscribers[index % Size], chunk))];
    }

    public void Dispose() => Sink.Dispose();

    /// <summary>Subscribes, and waits until every item is confirmed.</summary>
    private Guid Subscribe(BenchmarkPartner subscriber, string[] filters)
    {
        var transaction = Guid.NewGuid();
        var body = SubscribeWriter.Write(subscriber, new Uri($"http://{Sink.Address}/notify"), transaction, filters);
        using var connection = new HttpConnection(Target.Address);
        var reply = connection.Send(HttpRequest.Post(Target.Address, "/registry/subscribe", "application/json", body, subscriber.Token));
        if (reply.Status is not (200 or 202))
            throw new InvalidOperationException($"The server answered {reply.Status} to a subscription: {Encoding.UTF8.GetString(reply.Body)}");
        var asked = Stopwatch.GetTimestamp();
        while (Confirmed(transaction) < filters.Length)
        {
            if (Stopwatch.GetElapsedTime(asked) > Patience)
                throw new InvalidOperationException($"{Confirmed(transaction)} of {filters.Length} subscriptions were confirmed.");
            Thread.Sleep(20);
        }

        Sink.Clear();
        return transaction;
    }

    private int Confirmed(Guid transaction) => Sink.Kept()
        .Where(body => body.AsSpan().IndexOf("\"subscribe_response\":"u8) >= 0)
        .Select(body => JsonElement.Parse(body).GetProperty("message"))
        .Where(message => message.GetProperty("transaction_id").GetGuid() == transaction)
        .SelectMany(message => message.GetProperty("subscribe_response").EnumerateArray())
        .Count(item => item.GetProperty("status").ValueEquals("succ") ? true : throw new InvalidOperationException($"A subscription was refused: {item}"));
}
