using System.Net;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>Topics say where their hub is and what is new (WebSub §4).</summary>
internal sealed class TopicTests
{
    private const string Links = $"<{HubSubscriber.Base}/hub>; rel=\"hub\", <{HubSubscriber.Births}>; rel=\"self\"";

    private HubHouse _house = null!;
    private HubSubscriber _reader = null!;

    [SetUp]
    public async Task Open()
    {
        _house = await HubHouse.OpenAsync();
        _reader = await _house.JoinAsync();
    }

    [TearDown]
    public void Close() => _house.Dispose();

    [TestCase("GET"), TestCase("HEAD")]
    public async Task Are_discovered_by_whoever_knows_their_address(string method)
    {
        var unknown = await _reader.ReadAsync("/topics/birth.registered", new HttpMethod(method), authorised: false);
        var empty = await _reader.ReadAsync("/topics/birth.registered", new HttpMethod(method));

        Assert.That((unknown.Reply.Status, unknown.Link), Is.EqualTo((HttpStatusCode.Unauthorized, Links)));
        Assert.That((empty.Reply.Status, empty.Link), Is.EqualTo((HttpStatusCode.NoContent, Links)));
    }

    [Test]
    public async Task Say_the_latest_event()
    {
        await _house.RegisterBirthAsync();
        var latest = await _house.RegisterBirthAsync();

        var (reply, link) = await _reader.ReadAsync("/topics/birth.registered");
        var head = await _reader.ReadAsync("/topics/birth.registered", HttpMethod.Head);

        Assert.That((reply.Status, reply.MediaType, link), Is.EqualTo((HttpStatusCode.OK, "application/json", Links)));
        Assert.That(ContractReader.Contract.Faults("TopicEvent", reply.Text), Is.Empty);
        Assert.That(reply.Text, Does.Contain(latest));
        Assert.That((head.Reply.Status, head.Reply.Text, head.Link), Is.EqualTo((HttpStatusCode.OK, "", Links)));
        Assert.That((await _reader.ReadAsync("/topics/death.registered")).Reply.Status, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Say_nothing_to_who_may_not_hear_it()
    {
        var recordId = await _house.RegisterBirthAsync();
        var other = await _house.JoinAsync(registration => registration with { Events = ["death"] });
        var narrow = await _house.JoinAsync(registration => registration with { AllRecords = null });
        var elsewhere = await _house.JoinAsync(registration => registration with { Jurisdictions = ["nowhere"] });

        Assert.That((await other.ReadAsync("/topics/birth.registered")).Reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await narrow.ReadAsync("/topics/birth.registered")).Reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await elsewhere.ReadAsync("/topics/birth.registered")).Reply.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _reader.ReadAsync("/topics/birth.registered")).Reply.Text, Does.Contain(recordId));
    }

    [Test]
    public async Task Are_put_on_record_when_they_tell_of_a_person()
    {
        var full = await _house.JoinAsync(registration => registration with { FullEvents = true });
        var recordId = await _house.RegisterBirthAsync();

        await full.ReadAsync("/topics/birth.registered", HttpMethod.Head);
        await _reader.ReadAsync("/topics/birth.registered");
        var before = await DisclosuresAsync();
        await full.ReadAsync("/topics/birth.registered");

        Assert.That(before, Is.Empty);
        Assert.That((await DisclosuresAsync()).Select(disclosure => (disclosure.PartnerId, disclosure.QueryKind, disclosure.RecordIds.Single())), Is.EqualTo(new[] { (full.Id, "topic", recordId) }));
    }

    [Test]
    public async Task Are_listed_as_far_as_the_partner_may_have_them()
    {
        var limited = await _house.JoinAsync(registration => registration with { Events = ["marriage"], NotifiedEvents = null });

        var all = (await _reader.ReadAsync("/topics")).Reply;
        var some = (await limited.ReadAsync("/topics")).Reply.Json.GetProperty("topics").EnumerateArray().Select(topic => topic.GetProperty("name").GetString());

        Assert.That(ContractReader.Contract.Faults("TopicList", all.Text), Is.Empty);
        Assert.That(all.Json.GetProperty("topics").GetArrayLength(), Is.EqualTo(18));
        Assert.That(all.Json.GetProperty("topics")[0].GetProperty("topic").GetString(), Is.EqualTo(HubSubscriber.Births));
        Assert.That(some, Is.EquivalentTo(new[] { "MARRIAGE_REGISTERED", "MARRIAGE_CORRECTED", "MARRIAGE_CANCELLED", "MARRIAGE_REINSTATED", "MARRIAGE_CERTIFIED" }));
    }

    [Test]
    public async Task Are_not_there_under_other_names()
    {
        var (reply, link) = await _reader.ReadAsync("/topics/birth.forgotten");

        Assert.That((reply.Status, link), Is.EqualTo((HttpStatusCode.NotFound, "")));
    }

    private Task<IReadOnlyList<Disclosure>> DisclosuresAsync() => _house.Server.Services.GetRequiredService<IExchangeLog>().ListDisclosuresAsync(null, 10, default);
}
