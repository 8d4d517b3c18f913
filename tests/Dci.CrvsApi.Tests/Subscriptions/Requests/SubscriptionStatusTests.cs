using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tests.Transactions;

namespace Dci.CrvsApi.Tests.Subscriptions.Requests;

/// <summary>Questions about subscriptions, asked as the status of the messages that made or ended them.</summary>
internal sealed class SubscriptionStatusTests
{
    private Subscriber _subscriber = null!;
    private JsonObject _request = null!;
    private Reply _ack = null!;
    private string[] _codes = null!;

    [OneTimeSetUp]
    public async Task Subscribe()
    {
        _subscriber = await Subscriber.JoinAsync();
        _request = Subscriber.Message(Wish("births"), Subscriber.Item(Subscriber.Criteria("wedding"), "weddings"), Wish("more"));
        _ack = await _subscriber.SendAsync(_request);
        var items = Subscriber.Items(await _subscriber.AnswerAsync(_ack));
        _codes = [Code(items[0])!, Code(items[2])!];
    }

    [OneTimeTearDown]
    public async Task Leave() => await _subscriber.DisposeAsync();

    [TestCase("transaction_id")]
    [TestCase("correlation_id")]
    public async Task Give_the_outcome_of_a_request_with_the_codes_it_made(string attribute)
    {
        var reply = await AskAsync(attribute, attribute == "transaction_id" ? (string)_request["transaction_id"]! : _ack.CorrelationId);
        var items = Items(reply);

        Assert.That(items.Select(item => item.GetProperty("reference_id").GetString()), Is.EquivalentTo(new[] { "births", "weddings", "more" }));
        Assert.That(items.Select(Code), Is.EquivalentTo(new[] { _codes[0], null, _codes[1] }));
        Assert.That(items.Single(item => item.GetProperty("reference_id").GetString() == "weddings").GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.notify_types.invalid"));
    }

    [Test]
    public async Task Give_the_codes_to_who_has_no_address()
    {
        var request = Subscriber.Message(Wish("births"));
        var ack = await _subscriber.SendAsync(request, withAddress: false);
        var reply = await AsyncSearchTests.Eventually(() => _subscriber.Wire.StatusAsync("correlation_id", ack.CorrelationId, "subscribe"), reply => Items(reply).Any(item => Code(item) is not null));

        Assert.That(Items(reply), Has.Count.EqualTo(1));
        Assert.That(Items(reply)[0].GetProperty("subscriptions")[0].GetProperty("status").GetString(), Is.EqualTo("subscribe"));
    }

    [TestCase("subscription_code_list", "subscribe")]
    [TestCase("subscription_codes", "on-subscribe")]
    [TestCase("subscription_code_list", null)]
    public async Task Say_how_subscriptions_stand(string attribute, string? type)
    {
        var reply = await AskAsync(attribute, new JsonArray(_codes[0], "no-such-code", _codes[1]), type);
        var standing = Items(reply).Select(item => item.GetProperty("subscriptions")[0]).ToList();

        Assert.That(standing.Select(each => each.GetProperty("code").GetString()), Is.EqualTo(_codes));
        Assert.That(standing.Select(each => each.GetProperty("state").GetString()), Has.All.EqualTo("active"));
        Assert.That(standing.Select(each => (each.GetProperty("last_sequence").GetInt64(), each.GetProperty("waiting").GetInt64())), Has.All.EqualTo((0L, 0L)));
        Assert.That(standing[0].GetProperty("reg_event_type").GetString(), Is.EqualTo("birth"));
        Assert.That(Embedded(reply).GetProperty("transaction_id").GetString(), Is.EqualTo((string?)_request["transaction_id"]));
    }

    [Test]
    public async Task Are_refused_when_they_ask_after_codes_of_searches()
    {
        var reply = await _subscriber.Wire.StatusAsync("subscription_code_list", new JsonArray(_codes[0]), "search");

        Assert.That(reply.Text, Does.Contain("txn_type must be subscribe or unsubscribe"));
    }

    [Test]
    public async Task Take_a_correlation_id_for_the_codes_of_its_request()
    {
        var items = Items(await AskAsync("subscription_code_list", new JsonArray(_ack.CorrelationId)));

        Assert.That(items.Select(Code), Is.EquivalentTo(_codes));
    }

    [Test]
    public async Task Tell_what_was_ended_and_how_it_ended()
    {
        var subscribed = Subscriber.Code(await _subscriber.SubscribeAsync(Subscriber.Criteria("birth", Subscriber.Somebody())));
        var ending = Subscriber.Ending(subscribed, "no-such-code");
        await _subscriber.UnsubscribeAsync(ending);
        var ended = await AskAsync("transaction_id", (string)ending["transaction_id"]!, "unsubscribe");
        var asked = await AskAsync("subscription_code_list", new JsonArray(subscribed, _codes[0]), "unsubscribe");
        var standing = Items(await AskAsync("subscription_code_list", subscribed))[0].GetProperty("subscriptions")[0];

        Assert.That(Embedded(ended).GetProperty("status").GetString(), Is.EqualTo("succ"), ended.Text);
        Assert.That(Endings(ended), Is.EquivalentTo(new[] { (subscribed, "unsubscribe"), ("no-such-code", "unsubscribe") }));
        Assert.That(Endings(asked), Is.EqualTo(new[] { (subscribed, "unsubscribe"), (_codes[0], "subscribe") }));
        Assert.That((standing.GetProperty("status").GetString(), standing.GetProperty("state").GetString()), Is.EqualTo(("unsubscribe", "ended")));
    }

    [Test]
    public async Task Know_nothing_of_somebody_elses()
    {
        await using var other = await Subscriber.JoinAsync();
        foreach (var (attribute, value) in new[] { ("subscription_code_list", _codes[0]), ("subscription_code_list", _ack.CorrelationId), ("correlation_id", _ack.CorrelationId), ("transaction_id", (string)_request["transaction_id"]!) })
        {
            var reply = await other.Wire.StatusAsync(attribute, value, "subscribe");

            Assert.That(reply.HeaderStatus, Is.EqualTo("rjct"), reply.Text);
            Assert.That(Items(reply), Is.Empty);
            Assert.That(reply.Text, Does.Not.Contain("notify_record_type"));
        }
    }

    [Test]
    public async Task Are_answered_later_when_asked_so()
    {
        var ack = await _subscriber.Wire.CallAsync("/registry/txn/status", "txn-status", SocialProtectionSystem.StatusQuestion("subscription_code_list", new JsonArray(_codes[0]), "subscribe"), _subscriber.Address);
        var callback = await _subscriber.AnswerAsync(ack);

        Assert.That(callback.Action, Is.EqualTo("txn-on-status"));
        Assert.That(callback.Message.GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("subscribe_response").GetArrayLength(), Is.EqualTo(1));
    }

    private async Task<Reply> AskAsync(string attribute, JsonNode value, string? type = "subscribe")
    {
        var reply = await _subscriber.Wire.StatusAsync(attribute, value, type);
        Assert.That(reply.HeaderStatus, Is.EqualTo("succ"), reply.Text);
        return reply;
    }

    private static JsonObject Wish(string reference) => Subscriber.Item(Subscriber.Criteria("birth", Subscriber.Somebody()), reference);

    private static JsonElement Embedded(Reply reply) => reply.Json.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status");

    private static IReadOnlyList<JsonElement> Items(Reply reply) => [.. Embedded(reply).GetProperty("subscribe_response").EnumerateArray()];

    private static (string, string)[] Endings(Reply reply) =>
        [.. Embedded(reply).GetProperty("subscription_status").EnumerateArray().Select(each => (each.GetProperty("code").GetString()!, each.GetProperty("status").GetString()!))];

    private static string? Code(JsonElement item) => item.TryGetProperty("subscriptions", out var made) ? made[0].GetProperty("code").GetString() : null;
}
