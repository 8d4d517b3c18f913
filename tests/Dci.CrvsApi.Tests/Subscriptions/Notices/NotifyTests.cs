using System.Net;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Encryption;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tests.Subscriptions.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions.Notices;

/// <summary>What subscribers are told when events are posted, from one end to the other.</summary>
internal sealed class NotifyTests
{
    private CrvsServer _server = null!;
    private Clerk _registrar = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _server = new CrvsServer();
        _registrar = await Clerk.RegistrarAsync(_server);
        var places = (BundleReading.Accepted)BundleReader.Read(Encoding.UTF8.GetBytes(Clerk.Sample("places.json")));
        await _server.Services.GetRequiredService<IPlaceStore>().SaveAsync(places.Bundle.Places, default);
    }

    [OneTimeTearDown]
    public void Close() => _server.Dispose();

    [Test]
    public async Task Tells_who_keeps_a_list_that_somebody_on_it_has_died()
    {
        await using var subscriber = await Subscriber.JoinAsync(server: _server);
        var (death, other) = (new PostedDeath(), new PostedDeath());
        var list = """[{"expression1":{"attribute_name":"UIN","operator":"in","attribute_value":"1,2,N"}}]""".Replace("N", death.Uin, StringComparison.Ordinal).Replace($"UI{death.Uin}", "UIN", StringComparison.Ordinal);
        var request = Subscriber.Message(Subscriber.Item(Subscriber.Criteria("DEATH", list), "our-list"));
        var code = Subscriber.Code(await subscriber.AnswerAsync(await subscriber.SendAsync(request)));
        await PostAsync(other.Bundle());
        await PostAsync(death.Bundle());

        var notice = (await subscriber.Inbox.WaitAsync(2))[1];
        var (item, meta) = (Item(notice), notice.Header.GetProperty("meta"));
        Assert.That((notice.Action, notice.Status), Is.EqualTo(("notify", "succ")));
        Assert.That(notice.Faults(), Is.Empty, notice.Envelope.GetRawText());
        Assert.That(OpenSppTests.Nulls(notice.Envelope), Is.False);
        Assert.That(notice.Message.GetProperty("transaction_id").GetString(), Is.EqualTo((string?)request["transaction_id"]));
        Assert.That(item.GetProperty("reference_id").GetString(), Is.EqualTo("our-list"));
        Assert.That((meta.GetProperty("subscription_code").GetString(), meta.GetProperty("sequence").GetInt64(), meta.GetProperty("event_type").GetString()), Is.EqualTo((code, 1L, "DEATH_REGISTERED")));
        Assert.That(meta.GetProperty("environment").GetString(), Is.EqualTo("development"));
        Assert.That(meta.GetProperty("event_id").GetString(), Is.EqualTo(item.GetProperty("event_id").GetString()));
        Assert.That(item.GetProperty("data").GetProperty("reg_event_type").GetString(), Is.EqualTo("spdci-common:RegistryEventType:Death"));
        Assert.That(Record(notice).GetRawText(), Is.EqualTo((await subscriber.Wire.SearchAsync("DRN", death.Number, "death")).Records.Single().GetRawText()));
        Assert.That(subscriber.Inbox.Received, Has.Count.EqualTo(2));
        Assert.That(
            (await _server.Services.GetRequiredService<IExchangeLog>().ListDisclosuresAsync(subscriber.Wire.SenderId, 10, default)).Select(told => told.QueryKind),
            Does.Contain("subscription"));
    }

    [Test]
    public async Task Tells_of_corrections_and_cancellations_in_order_and_of_a_cancelled_record_only_who_it_is()
    {
        await using var subscriber = await Subscriber.JoinAsync(server: _server);
        var death = new PostedDeath();
        await subscriber.SubscribeAsync(Subscriber.Criteria("death", ById(death)));
        await PostAsync(death.Bundle());
        await subscriber.Inbox.WaitAsync(2);
        await PostAsync(death.Bundle("REGISTERED", 2025, "Hallvard"));
        await subscriber.Inbox.WaitAsync(3);
        await PostAsync(death.Bundle("CANCELLED", 2026, "Hallvard"));
        var notices = (await subscriber.Inbox.WaitAsync(4)).Skip(1).ToList();

        Assert.That(notices.Select(Sequence), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(notices.Select(EventType), Is.EqualTo(new[] { "DEATH_REGISTERED", "DEATH_CORRECTED", "DEATH_CANCELLED" }));
        Assert.That(notices.Select(notice => Item(notice).GetProperty("event_id").GetString()).Distinct().Count(), Is.EqualTo(3));
        Assert.That(Record(notices[1]).GetProperty("name").GetProperty("given_name").GetString(), Is.EqualTo("Hallvard"));
        Assert.That(Members(Record(notices[2])), Is.EquivalentTo(new[] { "@context", "@type", "@id", "identifier" }));
        Assert.That(Record(notices[2]).GetRawText(), Does.Contain(death.Uin));
        Assert.That(notices.SelectMany(notice => notice.Faults()), Is.Empty);
    }

    [Test]
    public async Task Tells_only_the_changes_that_were_asked_for()
    {
        await using var subscriber = await Subscriber.JoinAsync(server: _server);
        var death = new PostedDeath();
        await subscriber.SubscribeAsync(Subscriber.Criteria("DEATH_CANCELLED", ById(death)));
        await PostAsync(death.Bundle());
        await PostAsync(death.Bundle("CANCELLED", 2026));

        var notice = (await subscriber.Inbox.WaitAsync(2))[1];
        Assert.That((EventType(notice), Sequence(notice)), Is.EqualTo(("DEATH_CANCELLED", 1)));
    }

    [Test]
    public async Task Tells_no_more_after_an_unsubscribe()
    {
        await using var subscriber = await Subscriber.JoinAsync(server: _server);
        var death = new PostedDeath();
        var code = Subscriber.Code(await subscriber.SubscribeAsync(Subscriber.Criteria("death", ById(death))));
        var other = Subscriber.Code(await subscriber.SubscribeAsync(Subscriber.Criteria("DEATH_REGISTERED", ById(death))));
        await subscriber.UnsubscribeAsync(Subscriber.Ending(code));
        await PostAsync(death.Bundle());

        var notices = (await subscriber.Inbox.WaitAsync(4)).Skip(3).ToList();
        Assert.That(notices.Select(notice => Item(notice).GetProperty("subscription_code").GetString()), Is.EqualTo(new[] { other }));
    }

    [Test]
    public async Task Shows_records_as_a_search_would_to_this_partner()
    {
        await using var subscriber = await Subscriber.JoinAsync(
            change: registration => registration with { Fields = ["identifier", "death_date"], IdentifierTypes = ["UIN"] }, server: _server);
        var death = new PostedDeath();
        await subscriber.SubscribeAsync(Subscriber.Criteria("death", ById(death)));
        await PostAsync(death.Bundle());
        await subscriber.Inbox.WaitAsync(2);
        await PostAsync(death.Bundle("CANCELLED", 2026));
        var notices = (await subscriber.Inbox.WaitAsync(3)).Skip(1).ToList();

        Assert.That(Members(Record(notices[0])), Is.EquivalentTo(new[] { "@context", "@type", "@id", "identifier", "death_date" }));
        Assert.That(notices.SelectMany(notice => Record(notice).GetProperty("identifier").EnumerateArray().Select(each => each.GetProperty("identifier_value").GetString())), Has.All.EqualTo(death.Uin));
        Assert.That(string.Concat(notices.Select(notice => notice.Envelope.GetRawText())), Does.Not.Contain("Halvard").And.Not.Contain(death.Number));
    }

    [Test]
    public async Task Tells_everybody_in_the_words_of_their_edition()
    {
        await using var draft = await Subscriber.JoinAsync("g2p-connect-1.0", server: _server);
        await using var camel = await Subscriber.JoinAsync("opencrvs", server: _server);
        var death = new PostedDeath();
        await draft.SubscribeAsync(Subscriber.Criteria("death", ById(death)));
        await camel.SubscribeAsync(Subscriber.Criteria("death", ById(death)));
        await PostAsync(death.Bundle());
        var (told, others) = ((await draft.Inbox.WaitAsync(2))[1], (await camel.Inbox.WaitAsync(2))[1]);

        Assert.That(Item(told).GetProperty("data").GetProperty("reg_sub_type").GetString(), Is.EqualTo("DCI:RegistrySubType:Death"));
        Assert.That(told.Header.GetProperty("meta").GetProperty("data").GetProperty("sequence").GetInt32(), Is.EqualTo(1));
        Assert.That(Item(others).GetProperty("data").GetProperty("reg_type").GetString(), Is.EqualTo("ocrvs:registry_type:death"));
        Assert.That(Members(Record(others)), Does.Contain("deathDate"));
    }

    [Test]
    public async Task Keeps_what_hospitals_notify_from_who_did_not_ask_for_it_or_may_not()
    {
        await using var subscriber = await Subscriber.JoinAsync(server: _server);
        var hospital = await Clerk.HospitalAsync(_server);
        await subscriber.SubscribeAsync(Subscriber.Criteria("birth"));
        await subscriber.SubscribeAsync(Subscriber.Criteria("BIRTH_NOTIFIED"));
        var posted = await hospital.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"));
        var notices = (await subscriber.Inbox.WaitAsync(3)).Skip(2).ToList();

        Assert.That(posted.Status, Is.EqualTo(HttpStatusCode.Created), posted.Text);
        Assert.That(notices.Select(EventType), Is.EqualTo(new[] { "BIRTH_NOTIFIED" }));
        Assert.That(notices[0].Faults(), Is.Empty);
    }

    [Test]
    public async Task Tells_encrypted_who_asked_encrypted()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        using var partner = await EncryptedPartner.RegisterAsync(_server, $"sealed-{Guid.NewGuid():N}", scopes: ["registry.subscribe"]);
        var death = new PostedDeath();
        await partner.SendAsync(await partner.EncryptAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria("death", ById(death))))), path: "/registry/subscribe", senderUri: inbox.Address(), action: "subscribe");
        var answer = (await inbox.WaitAsync())[0];
        await PostAsync(death.Bundle());
        var notice = (await inbox.WaitAsync(2))[1];

        Assert.That(partner.Open(answer.Message).GetProperty("subscribe_response")[0].GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(notice.Header.GetProperty("is_msg_encrypted").GetBoolean(), Is.True);
        Assert.That(notice.Envelope.GetRawText(), Does.Not.Contain(death.Uin));
        Assert.That(partner.Open(notice.Message).GetProperty("notify_event")[0].GetProperty("data").GetProperty("reg_records").GetRawText(), Does.Contain(death.Uin));
    }

    [Test]
    public async Task Tells_OpenSPP_in_its_own_members_and_so_that_it_lets_them_in()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var site = await OpenSpp.JoinAsync(inbox.Address("/dci_api/v1/crvs"), _server);
        var death = new PostedDeath();
        var ack = await site.PostAsync(site.SubscribeCall("DEATH", ById(death)), escaped: true, "/registry/subscribe");
        await inbox.WaitForAsync(ack.CorrelationId);
        await PostAsync(death.Bundle());
        var notice = (await inbox.WaitAsync(2))[1];

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        Assert.That(await OpenSpp.LetsInAsync(notice, _server), notice.Envelope.GetRawText());
        Assert.That(notice.Message.GetProperty("event_type").GetString(), Is.EqualTo("DEATH"));
        Assert.That(notice.Message.GetProperty("event_date").GetString(), Is.EqualTo("2024-03-30"));
        Assert.That(notice.Message.GetProperty("identifiers")[0].GetRawText(), Is.EqualTo($$"""{"type":"UIN","value":"{{death.Uin}}"}"""));
        Assert.That(notice.Message.GetProperty("person").GetProperty("identifiers").GetArrayLength(), Is.GreaterThan(0));
        Assert.That(Record(notice).GetProperty("death_date").GetString(), Is.EqualTo("2024-03-30"));
        Assert.That(OpenSppTests.Nulls(notice.Envelope), Is.False);
    }

    [Test]
    public async Task Tells_OpenSPP_of_nothing_that_it_would_take_for_a_death()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var site = await OpenSpp.JoinAsync(inbox.Address("/dci_api/v1/crvs"), _server);
        var death = new PostedDeath();
        var ack = await site.PostAsync(site.SubscribeCall("DEATH_CANCELLED", ById(death)), escaped: false, "/registry/subscribe");
        await inbox.WaitForAsync(ack.CorrelationId);
        await PostAsync(death.Bundle());
        await PostAsync(death.Bundle("CANCELLED", 2026));
        var notice = (await inbox.WaitAsync(2))[1];

        Assert.That(Members(notice.Message), Is.EqualTo(new[] { "transaction_id", "notify_event" }));
        Assert.That(await OpenSpp.LetsInAsync(notice, _server));
    }

    [Test]
    public async Task Does_not_tell_OpenSPP_a_date_that_it_may_not_see()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var site = await OpenSpp.JoinAsync(inbox.Address("/dci_api/v1/crvs"), _server, registration => registration with { Fields = ["identifier", "name"] });
        var death = new PostedDeath();
        var ack = await site.PostAsync(site.SubscribeCall("DEATH", ById(death)), escaped: true, "/registry/subscribe");
        await inbox.WaitForAsync(ack.CorrelationId);
        await PostAsync(death.Bundle());
        var notice = (await inbox.WaitAsync(2))[1];

        Assert.That(Record(notice).TryGetProperty("identifier", out _) || Record(notice).TryGetProperty("identifiers", out _), notice.Envelope.GetRawText());
        Assert.That(notice.Envelope.GetRawText(), Does.Not.Contain("2024-03-30"));
    }

    [Test]
    public async Task Ends_for_OpenSPP_by_the_correlation_id_that_it_took_for_the_code()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var site = await OpenSpp.JoinAsync(inbox.Address("/dci_api/v1/crvs"), _server);
        var subscribed = await site.PostAsync(site.SubscribeCall("DEATH", ById(new PostedDeath())), escaped: true, "/registry/subscribe");
        await inbox.WaitForAsync(subscribed.CorrelationId);
        var ended = await site.PostAsync(site.UnsubscribeCall(subscribed.CorrelationId), escaped: true, "/registry/unsubscribe");
        var callback = await inbox.WaitForAsync(ended.CorrelationId);

        Assert.That((callback.Action, callback.Status), Is.EqualTo(("on-unsubscribe", "succ")));
        Assert.That(await OpenSpp.LetsInAsync(callback, _server));
    }

    private async Task PostAsync(string bundle)
    {
        var reply = await _registrar.PostAsync(bundle);
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.OK), reply.Text);
    }

    private static string ById(PostedDeath death) => $$"""{"type":"UIN","value":"{{death.Uin}}"}""";

    private static JsonElement Item(Callback notice) => notice.Message.GetProperty("notify_event")[0];

    private static JsonElement Record(Callback notice) => Item(notice).GetProperty("data").GetProperty("reg_records");

    private static int Sequence(Callback notice) => Item(notice).GetProperty("sequence").GetInt32();

    private static string? EventType(Callback notice) => Item(notice).GetProperty("event_type").GetString();

    private static string[] Members(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}
