using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Subscriptions.Requests;

/// <summary>A partner that subscribes, with the one address that it is told everything at.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    public const string Everything = """{"type":"*","value":"*"}""";

    private Subscriber(SocialProtectionSystem wire, CallbackInbox inbox) => (Wire, Inbox) = (wire, inbox);

    public SocialProtectionSystem Wire { get; }

    public CallbackInbox Inbox { get; }

    public string Address => Inbox.Address("/dci");

    /// <summary>One that may subscribe to everything there is, unless changed.</summary>
    public static async Task<Subscriber> JoinAsync(string profile = "dci-crvs-1.0.0", Func<PartnerRegistration, PartnerRegistration>? change = null, CrvsServer? server = null)
    {
        var inbox = await CallbackInbox.OpenAsync();
        var wire = await Peers.JoinAsynchronousAsync(
            profile,
            registration =>
            {
                registration = registration with { AllRecords = true, NotifiedEvents = true };
                return change?.Invoke(registration) ?? registration;
            },
            server);
        return new Subscriber(wire, inbox);
    }

    public static JsonObject Criteria(string eventType, string filter = Everything) => new()
    {
        ["reg_event_type"] = eventType,
        ["filter"] = JsonNode.Parse(filter),
        ["notify_record_type"] = "Person",
    };

    public static JsonObject Item(JsonObject criteria, string? referenceId = null) => new()
    {
        ["reference_id"] = referenceId ?? Guid.NewGuid().ToString(),
        ["timestamp"] = "2026-11-23T08:30:00Z",
        ["subscribe_criteria"] = criteria,
    };

    public static JsonObject Message(params JsonNode[] items) => new() { ["transaction_id"] = Guid.NewGuid().ToString(), ["subscribe_request"] = new JsonArray(items) };

    /// <summary>A filter that names somebody whom no other test names.</summary>
    public static string Somebody() => $$"""{"type":"UIN","value":"{{Guid.NewGuid():N}}"}""";

    public Task<Reply> SendAsync(JsonObject message, bool withAddress = true) => Wire.CallAsync("/registry/subscribe", "subscribe", message, withAddress ? Address : null);

    public async Task<Callback> SubscribeAsync(params JsonObject[] criteria)
    {
        var ack = await SendAsync(Message([.. criteria.Select(each => Item(each))]));
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        return await AnswerAsync(ack);
    }

    public async Task<Callback> AnswerAsync(Reply ack)
    {
        var callback = await Inbox.WaitForAsync(ack.CorrelationId);
        if (Wire.HoldToContract)
            Assert.That(callback.Faults(), Is.Empty, callback.Envelope.GetRawText());
        return callback;
    }

    public static JsonObject Ending(params string[] codes) => new()
    {
        ["transaction_id"] = Guid.NewGuid().ToString(),
        ["timestamp"] = "2026-11-23T08:30:00Z",
        ["subscription_codes"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code))]),
    };

    public async Task<Callback> UnsubscribeAsync(JsonObject message)
    {
        var ack = await Wire.CallAsync("/registry/unsubscribe", "unsubscribe", message, Address);
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        return await AnswerAsync(ack);
    }

    /// <summary>The items of an on-subscribe.</summary>
    public static IReadOnlyList<JsonElement> Items(Callback callback) => [.. callback.Message.GetProperty("subscribe_response").EnumerateArray()];

    /// <summary>The one subscription of the first item.</summary>
    public static JsonElement Made(Callback callback) => Items(callback)[0].GetProperty("subscriptions")[0];

    public static string Code(Callback callback) => Made(callback).GetProperty("code").GetString()!;

    /// <summary>The reason of the first item; null when there is none.</summary>
    public static string? Reason(Callback callback) => Items(callback)[0].TryGetProperty("status_reason_code", out var code) ? code.GetString() : null;

    public ValueTask DisposeAsync() => Inbox.DisposeAsync();
}
