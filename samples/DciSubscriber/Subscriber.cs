using System.Text.Json;
using System.Threading.Channels;
using WebhookReceiver;

namespace DciSubscriber;

/// <summary>
/// Deals with what the receiver has verified, kept and acknowledged: each event of a subscription once and in order, however it came. What
/// is missing, because we were away for long or lost it, is read from the registry.
/// </summary>
public sealed class Subscriber(SubscriptionClient registry, Ledger ledger, TextWriter log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Channel<(JsonElement Header, JsonElement Message)> _arrived = Channel.CreateUnbounded<(JsonElement, JsonElement)>();

    /// <summary>What the receiver calls before it acknowledges: the work itself comes after.</summary>
    public void Take(JsonElement header, JsonElement message) => _arrived.Writer.TryWrite((header, message));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (header, message) in _arrived.Reader.ReadAllAsync(cancellationToken))
        {
            switch (Summary.Text(header, "action"))
            {
                case "on-subscribe":
                    await SubscribedAsync(message, cancellationToken);
                    break;
                case "notify":
                    await NotifiedAsync(message, cancellationToken);
                    break;
                case "on-unsubscribe":
                    log.WriteLine($"  {message.GetProperty("status").GetString()}: {message.GetProperty("subscription_status").GetRawText()}");
                    break;
            }
        }
    }

    // Asked for again, what we have already is rejected, and its code comes with the rejection: so every start may ask.
    private async Task SubscribedAsync(JsonElement message, CancellationToken cancellationToken)
    {
        foreach (var item in message.GetProperty("subscribe_response").EnumerateArray())
        {
            if (!item.TryGetProperty("subscriptions", out var subscriptions))
            {
                log.WriteLine($"  Not subscribed: {Summary.Text(item, "status_reason_code")} {Summary.Text(item, "status_reason_message")}");
                continue;
            }

            var code = subscriptions[0].GetProperty("code").GetString()!;
            log.WriteLine($"  Subscribed as {code}{(Summary.Text(item, "status") == "succ" ? "" : " already")}; the last event we know is number {ledger.Last(code)}.");
            await CatchUpAsync(code, cancellationToken);
        }
    }

    private async Task NotifiedAsync(JsonElement message, CancellationToken cancellationToken)
    {
        foreach (var item in message.GetProperty("notify_event").EnumerateArray())
        {
            var (code, sequence) = (item.GetProperty("subscription_code").GetString()!, item.GetProperty("sequence").GetInt64());
            if (sequence > ledger.Last(code) + 1)
            {
                log.WriteLine($"  Number {sequence} came, and the last we know is {ledger.Last(code)}: reading what we missed.");
                await CatchUpAsync(code, cancellationToken);
            }

            TellOnce(code, item);
        }
    }

    /// <summary>Reads on from the last number we know until nothing more comes. While the registry can't be asked, everything waits: the order matters.</summary>
    private async Task CatchUpAsync(string code, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var events = await registry.PullAsync(code, ledger.Last(code), cancellationToken);
                foreach (var item in events)
                    TellOnce(code, item);
                if (events.Count == 0)
                    return;
            }
            catch (HttpRequestException fault)
            {
                log.WriteLine($"  The registry can't be asked what we missed: {fault.Message}");
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private void TellOnce(string code, JsonElement item)
    {
        var sequence = item.GetProperty("sequence").GetInt64();
        var last = ledger.Last(code);
        if (sequence <= last)
        {
            log.WriteLine($"  Number {sequence} we have already.");
            return;
        }

        if (sequence > last + 1)
            log.WriteLine($"  Numbers {last + 1} to {sequence - 1} are not kept any more: look these people up by a search.");
        log.WriteLine($"  {sequence}. {Summary.Text(item, "event_type")}: {People.Of(item)}");
        ledger.Add(code, sequence, item);
    }
}
