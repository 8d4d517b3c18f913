using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Subscriptions.Requests;

/// <summary>Requests to be told no more.</summary>
internal sealed class UnsubscribeTests
{
    private const string Unknown = "rjct.subscription_code.invalid";

    private Subscriber _subscriber = null!;

    [OneTimeSetUp]
    public async Task Join() => _subscriber = await Subscriber.JoinAsync();

    [OneTimeTearDown]
    public async Task Leave() => await _subscriber.DisposeAsync();

    [TestCase("subscription_codes", true, "timestamp")]
    [TestCase("sunscription_codes", true, "timestamp")]
    [TestCase("subscription_code", true, "timestamp")]
    [TestCase("subscription_code", false, "timestamp")]
    [TestCase("subscription_codes", false, "timesstamp")]
    public async Task Are_read_in_every_spelling(string member, bool asList, string timestamp)
    {
        var code = await SubscribedAsync();
        var callback = await _subscriber.UnsubscribeAsync(new JsonObject
        {
            ["transaction_id"] = "t",
            [timestamp] = "2026-11-23T08:30:00Z",
            [member] = asList ? new JsonArray(code) : code,
        });

        Assert.That(callback.Action, Is.EqualTo("on-unsubscribe"));
        Assert.That((callback.Status, callback.Message.GetProperty("status").GetString()), Is.EqualTo(("succ", "succ")), callback.Envelope.GetRawText());
        Assert.That(Told(callback), Is.EqualTo(new[] { (code, "unsubscribe", default(string)) }));
    }

    [Test]
    public async Task Take_the_correlation_id_of_the_acknowledgement_for_all_that_its_request_made()
    {
        var ack = await _subscriber.SendAsync(Subscriber.Message(Wish(), Wish()));
        var made = Subscriber.Items(await _subscriber.AnswerAsync(ack)).Select(item => item.GetProperty("subscriptions")[0].GetProperty("code").GetString()!).ToArray();
        var callback = await _subscriber.UnsubscribeAsync(Subscriber.Ending(ack.CorrelationId));

        Assert.That(Told(callback), Is.EqualTo(new[] { (ack.CorrelationId, "unsubscribe", default(string)) }));
        Assert.That(Told(await _subscriber.UnsubscribeAsync(Subscriber.Ending(made))).Select(told => told.Reason), Has.All.EqualTo("rjct.event.already_unsubscribed"));
    }

    [Test]
    public async Task Are_answered_alike_for_an_unknown_code_and_for_somebody_elses()
    {
        await using var other = await Subscriber.JoinAsync();
        var ack = await other.SendAsync(Subscriber.Message(Wish()));
        var foreign = Subscriber.Code(await other.AnswerAsync(ack));
        foreach (var code in new[] { "no-such-code", foreign, ack.CorrelationId })
        {
            var callback = await _subscriber.UnsubscribeAsync(Subscriber.Ending(code));

            Assert.That(callback.Status, Is.EqualTo("rjct"));
            Assert.That(callback.Message.GetProperty("status_reason_code").GetString(), Is.EqualTo(Unknown));
            Assert.That(callback.Message.GetProperty("status_reason_message").GetString(), Is.EqualTo($"No subscription of yours is known as {code}."));
            Assert.That(Told(callback), Is.EqualTo(new[] { (code, "unsubscribe", Unknown) }));
        }

        Assert.That((await other.UnsubscribeAsync(Subscriber.Ending(foreign))).Status, Is.EqualTo("succ"), "it still stood");
    }

    [Test]
    public async Task End_what_they_can_and_name_the_rest()
    {
        var (first, second) = (await SubscribedAsync(), await SubscribedAsync());
        await _subscriber.UnsubscribeAsync(Subscriber.Ending(second));
        var callback = await _subscriber.UnsubscribeAsync(Subscriber.Ending(first, second, "no-such-code", first));

        Assert.That(callback.Status, Is.EqualTo("succ"));
        Assert.That(callback.Message.GetProperty("status_reason_code").GetString(), Is.EqualTo(Unknown));
        Assert.That(Told(callback), Is.EqualTo(new[] { (first, "unsubscribe", null), (second, "unsubscribe", "rjct.event.already_unsubscribed"), ("no-such-code", "unsubscribe", Unknown) }));
    }

    [TestCase("""{"subscription_codes":[]}""")]
    [TestCase("""{"subscription_codes":null}""")]
    [TestCase("""{"subscription_codes":[7]}""")]
    [TestCase("""{"subscription_codes":[""]}""")]
    [TestCase("""{"subscription_codes":{"code":"x"}}""")]
    [TestCase("""{"timestamp":null}""")]
    [TestCase("""{"timestamp":"2026-11-23"}""")]
    [TestCase("""{"transaction_id":null}""")]
    public async Task Are_refused_when_they_are_not_well_formed(string members)
    {
        var message = Subscriber.Ending("code");
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            message[name] = value?.DeepClone();

        Assert.That((await SendAsync(message)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Are_refused_when_they_name_too_much()
    {
        foreach (var codes in new[] { new[] { new string('x', 100) }, Enumerable.Range(0, 1001).Select(number => $"code-{number}").ToArray() })
            Assert.That((await SendAsync(Subscriber.Ending(codes))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Need_their_scope()
    {
        await using var without = await Subscriber.JoinAsync(change: registration => registration with { Scopes = ["registry.subscribe"] });

        Assert.That((await without.Wire.CallAsync("/registry/unsubscribe", "unsubscribe", Subscriber.Ending("code"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private Task<Reply> SendAsync(JsonObject message) => _subscriber.Wire.CallAsync("/registry/unsubscribe", "unsubscribe", message, _subscriber.Address);

    private static JsonObject Wish() => Subscriber.Item(Subscriber.Criteria("birth", Subscriber.Somebody()));

    private async Task<string> SubscribedAsync() => Subscriber.Code(await _subscriber.SubscribeAsync(Subscriber.Criteria("birth", Subscriber.Somebody())));

    private static (string Code, string Status, string? Reason)[] Told(Callback callback) =>
    [
        .. callback.Message.GetProperty("subscription_status").EnumerateArray().Select(each => (
            each.GetProperty("code").GetString()!,
            each.GetProperty("status").GetString()!,
            each.TryGetProperty("status_reason_code", out var reason) ? reason.GetString() : null)),
    ];
}
