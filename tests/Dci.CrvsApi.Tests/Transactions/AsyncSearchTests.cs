using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>An asynchronous search from its message to its callback.</summary>
internal sealed class AsyncSearchTests
{
    private CallbackInbox _inbox = null!;

    [SetUp]
    public async Task Open() => _inbox = await CallbackInbox.OpenAsync();

    [TearDown]
    public async Task Close() => await _inbox.DisposeAsync();

    [Test]
    public async Task Is_acknowledged_and_answered_to_the_sender_uri()
    {
        var partner = DemoServer.Partner();
        var message = Lookups(DemoServer.Identifier("BRN"));
        var ack = await partner.SearchLaterAsync(message, _inbox.Address("/my/own?path=1"), signed: true);
        var callback = (await _inbox.WaitAsync())[0];

        Assert.That(ack.Status, Is.EqualTo(HttpStatusCode.OK), ack.Text);
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        Assert.That(callback.Path, Is.EqualTo("/my/own"));
        Assert.That(callback.Faults(), Is.Empty);
        Assert.That(callback.Action, Is.EqualTo("on-search"));
        Assert.That(callback.Status, Is.EqualTo("succ"));
        Assert.That(Text(callback.Message, "correlation_id"), Is.EqualTo(ack.CorrelationId));
        Assert.That(Text(callback.Message, "transaction_id"), Is.EqualTo((string?)message["transaction_id"]));
        Assert.That(callback.Items[0].GetProperty("data").GetProperty("reg_records").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Is_answered_from_the_server_to_the_sender_and_signed()
    {
        var partner = DemoServer.Partner();
        await partner.SearchLaterAsync(Lookups("unknown"), _inbox.Address());
        var callback = (await _inbox.WaitAsync())[0];
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(Text(callback.Envelope, "signature")!.Split('.')[1]))!;

        Assert.That(Text(callback.Header, "sender_id"), Is.EqualTo(partner.ReceiverId));
        Assert.That(Text(callback.Header, "receiver_id"), Is.EqualTo(partner.SenderId));
        Assert.That(JsonNode.DeepEquals(payload["header"], JsonNode.Parse(callback.Header.GetRawText())));
        Assert.That(JsonNode.DeepEquals(payload["message"], JsonNode.Parse(callback.Message.GetRawText())));
    }

    [Test]
    public async Task Goes_to_the_registered_address_when_the_message_names_none()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { CallbackUri = _inbox.Address("/agreed") });

        await partner.SearchLaterAsync(Lookups("unknown"));
        await partner.SearchLaterAsync(Lookups("unknown"), senderUri: "");

        Assert.That((await _inbox.WaitAsync(2)).Select(callback => callback.Path), Has.All.EqualTo("/agreed"));
    }

    [Test]
    public async Task Waits_to_be_asked_for_when_no_address_is_known_and_discloses_nothing()
    {
        var partner = await Peers.JoinAsynchronousAsync();
        var message = Lookups(DemoServer.Identifier("BRN"));
        var ack = await partner.SearchLaterAsync(message);
        var state = await Eventually(async () => (await partner.StatusAsync("correlation_id", ack.CorrelationId)).States.Single(), item => Text(item, "status") == "succ");

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        Assert.That(Text(state, "reference_id"), Is.EqualTo((string?)message["search_request"]![0]!["reference_id"]));
        Assert.That(await Disclosures(partner), Is.Empty);
    }

    [Test]
    public async Task Records_what_a_callback_discloses()
    {
        var partner = await Peers.JoinAsynchronousAsync();
        await partner.SearchLaterAsync(Lookups(DemoServer.Identifier("BRN"), "unknown"), _inbox.Address());
        await _inbox.WaitAsync();
        var disclosures = await Disclosures(partner);

        Assert.That(disclosures, Has.Count.EqualTo(2));
        Assert.That(disclosures.Sum(disclosure => disclosure.RecordIds.Count), Is.EqualTo(1));
    }

    [Test]
    public async Task Tells_faults_of_meaning_item_by_item_in_the_callback()
    {
        var partner = DemoServer.Partner();
        var item = SocialProtectionSystem.Item(Peers.Criteria("predicate", """[{"expression1":{"attribute_name":"shoe_size","operator":"eq","attribute_value":"42"}}]"""));
        var ack = await partner.SearchLaterAsync(SocialProtectionSystem.Message(item), _inbox.Address());
        var callback = (await _inbox.WaitAsync())[0];

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        Assert.That(callback.Status, Is.EqualTo("rjct"));
        Assert.That(Text(callback.Header, "status_reason_message"), Does.Contain("shoe_size"));
        Assert.That(Text(callback.Items[0], "status_reason_code"), Is.EqualTo("rjct.search_criteria.invalid"));
        Assert.That(callback.Faults(), Is.Empty);
    }

    [Test]
    public async Task Gets_the_same_acknowledgement_for_the_same_message_and_works_on_it_once()
    {
        var partner = DemoServer.Partner();
        var header = partner.Header();
        header["sender_uri"] = _inbox.Address();
        var envelope = partner.Envelope(header, Lookups("unknown"), signed: false);
        var first = await partner.SendEnvelopeAsync(envelope, "/registry/search");
        var second = await partner.SendEnvelopeAsync(envelope, "/registry/search");
        envelope["message"]!["transaction_id"] = "another";
        var third = await partner.SendEnvelopeAsync(envelope, "/registry/search");
        await partner.SearchLaterAsync(Lookups("unknown"), _inbox.Address("/last"));
        var received = await _inbox.WaitAsync(2);

        Assert.That(second.Text, Is.EqualTo(first.Text));
        Assert.That(third.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(third.Text, Does.Contain("message_id was used before"));
        Assert.That(received.Count(callback => Text(callback.Message, "correlation_id") == first.CorrelationId), Is.EqualTo(1));
    }

    [Test]
    public async Task Is_answered_in_pieces_of_the_size_that_the_partner_registered()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { CallbackItems = 3 } });
        var message = Lookups([.. Enumerable.Range(0, 8).Select(number => $"unknown-{number}")]);
        await partner.SearchLaterAsync(message, _inbox.Address());
        var pieces = (await _inbox.WaitAsync(3)).OrderBy(piece => piece.Completed).ToList();

        Assert.That(pieces.Select(piece => piece.Completed), Is.EqualTo(new[] { 3, 6, 8 }));
        Assert.That(pieces.Select(piece => piece.Status), Is.EqualTo(new[] { "pdng", "pdng", "succ" }));
        Assert.That(pieces.Select(piece => piece.Header.GetProperty("total_count").GetInt32()), Has.All.EqualTo(8));
        Assert.That(pieces.SelectMany(piece => piece.Items).Select(item => Text(item, "reference_id")), Is.EqualTo(message["search_request"]!.AsArray().Select(item => (string?)item!["reference_id"])));
    }

    [Test]
    public async Task Is_answered_in_messages_that_do_not_grow_past_the_size_that_the_partner_registered()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { CallbackBytes = 10_000 } });
        var message = SocialProtectionSystem.Message([.. Enumerable.Range(0, 6).Select(_ => SocialProtectionSystem.Item(Paged(4)))]);
        await partner.SearchLaterAsync(message, _inbox.Address());
        var last = await Eventually(() => Task.FromResult(_inbox.Received.MaxBy(piece => piece.Completed)), piece => piece?.Status == "succ");

        Assert.That(last!.Completed, Is.EqualTo(6));
        Assert.That(_inbox.Received, Has.Count.GreaterThan(1));
        Assert.That(_inbox.Received.Sum(piece => piece.Items.Count), Is.EqualTo(6));
    }

    private static JsonObject Paged(int size)
    {
        var criteria = Peers.Criteria("predicate", Peers.RegisteredSince1900, "birth");
        criteria["pagination"] = new JsonObject { ["page_size"] = size, ["page_number"] = 1 };
        return criteria;
    }

    internal static JsonObject Lookups(params string[] numbers) =>
        SocialProtectionSystem.Message([.. numbers.Select(number => SocialProtectionSystem.Item(Peers.Lookup("BRN", number, "birth")))]);

    internal static string? Text(System.Text.Json.JsonElement element, string member) => element.GetProperty(member).GetString();

    internal static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> enough)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (enough(seen))
                return seen;
            Assert.That(TimeProvider.System.GetElapsedTime(begun), Is.LessThan(TimeSpan.FromSeconds(60)), "it takes too long");
            await Task.Delay(20);
        }
    }

    private static Task<IReadOnlyList<Disclosure>> Disclosures(SocialProtectionSystem partner) =>
        DemoServer.Instance.Services.GetRequiredService<IExchangeLog>().ListDisclosuresAsync(partner.SenderId, 100, CancellationToken.None);
}
