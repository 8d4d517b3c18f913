using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookReceiver;

namespace DciSubscriber;

/// <summary>What a subscriber says to the registry.</summary>
/// <param name="callback">Where on-subscribe, notify and on-unsubscribe are to be sent.</param>
public sealed class SubscriptionClient(RegistryClient client, Uri callback, bool encrypted)
{
    private const int PageSize = 100;

    /// <summary>Asks to be told when one of these people dies; the answer is the acknowledgement, and the code comes with on-subscribe.</summary>
    public async Task<JsonElement> SubscribeAsync(IEnumerable<string> people, CancellationToken cancellationToken = default)
    {
        var item = new JsonObject
        {
            ["reference_id"] = "our-list",
            ["timestamp"] = Now(),
            ["subscribe_criteria"] = new JsonObject
            {
                ["version"] = "1.0.0",
                ["reg_type"] = "ns:org:RegistryType:Civil",
                // Whatever changes who is dead: registered, corrected, cancelled, reinstated.
                ["reg_event_type"] = "DEATH",
                ["filter_type"] = "expression",
                ["filter"] = new JsonArray(new JsonObject
                {
                    ["seq_num"] = 1,
                    ["expression1"] = new JsonObject { ["attribute_name"] = "UIN", ["operator"] = "in", ["attribute_value"] = string.Join(',', people) },
                }),
                ["notify_record_type"] = "Person",
                ["authorize"] = new JsonObject { ["ts"] = Now(), ["purpose"] = new JsonObject { ["text"] = "Keeping the list of those we pay", ["code"] = "SPP", ["ref_uri"] = "https://spp.example.org/purposes" } },
            },
        };
        var message = new JsonObject { ["transaction_id"] = Guid.NewGuid().ToString(), ["subscribe_request"] = new JsonArray(item) };
        var signed = await client.ComposeAsync("subscribe", 1, message, callback, encrypted, cancellationToken);
        return JsonElement.Parse(await client.SendAsync("/registry/subscribe", signed, cancellationToken));
    }

    public async Task<JsonElement> UnsubscribeAsync(string code, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject { ["transaction_id"] = Guid.NewGuid().ToString(), ["timestamp"] = Now(), ["subscription_codes"] = new JsonArray(code) };
        var signed = await client.ComposeAsync("unsubscribe", 1, message, callback, encrypted, cancellationToken);
        return JsonElement.Parse(await client.SendAsync("/registry/unsubscribe", signed, cancellationToken));
    }

    /// <summary>The subscription as it stands: its state, its last number, what waits to be sent, since when sending fails.</summary>
    public async Task<JsonElement> StatusAsync(string code, CancellationToken cancellationToken = default) => await client.AskAsync(
        "/registry/sync/txn/status",
        await client.ComposeStatusAsync("subscribe", "subscription_code_list", new JsonArray(code), cancellationToken),
        cancellationToken);

    /// <summary>The events after this number, oldest first, not all of them at once.</summary>
    public async Task<IReadOnlyList<JsonElement>> PullAsync(string code, long after, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject { ["transaction_id"] = Guid.NewGuid().ToString(), ["subscription_code"] = code, ["after_sequence"] = after, ["limit"] = PageSize };
        var signed = await client.ComposeAsync("events-pull", 1, message, null, encrypted, cancellationToken);
        var pulled = await client.AskAsync("/registry/events/pull", signed, cancellationToken);
        return [.. pulled.GetProperty("notify_event").EnumerateArray()];
    }

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}
