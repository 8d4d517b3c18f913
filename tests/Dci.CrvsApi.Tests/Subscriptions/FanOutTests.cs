using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Events;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>What is posted is told to those who want to hear of it, in order and once.</summary>
internal sealed class FanOutTests
{
    private const ChangeKinds Everything = ChangeKinds.Registration | ChangeKinds.Notified | ChangeKinds.Certified;

    private TellingHouse _house = null!;

    [SetUp]
    public async Task Open() => _house = await TellingHouse.OpenAsync();

    [TearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async Task Tells_a_record_s_whole_life_to_who_asked_for_it()
    {
        var partner = await _house.PartnerAsync();
        var byNumber = await _house.SubscribeAsync(partner, Wanted.Identifier("BRN", "2024 b7qkdmx", VitalEvent.LiveBirth));
        var byPlace = await _house.SubscribeAsync(partner, Wanted.Where("""{"birth_place":"quellmoor"}""", VitalEvent.LiveBirth), ChangeKinds.Registration | ChangeKinds.Certified);
        var byDate = await _house.SubscribeAsync(partner, Wanted.Where("""{"birth_date":{"$gte":"2024-01-01"}}""", VitalEvent.LiveBirth));
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.Birth());
        await _house.PostAsync(TellingHouse.Birth("CERTIFIED"));
        await _house.PostAsync(TellingHouse.Birth("CERTIFIED", "2025", "Philippa"));
        await _house.PostAsync(TellingHouse.Birth("CANCELLED", "2026", "Philippa"));
        await _house.PostAsync(TellingHouse.Birth("REGISTERED", "2027", "Philippa"));
        await _house.ToldAsync(5);

        ChangeKind[] registration = [ChangeKind.Registered, ChangeKind.Corrected, ChangeKind.Cancelled, ChangeKind.Reinstated];
        Assert.That(await _house.KindsAsync(byNumber), Is.EqualTo(registration));
        Assert.That(await _house.KindsAsync(byDate), Is.EqualTo(registration));
        Assert.That(await _house.KindsAsync(byPlace), Is.EqualTo(new[] { ChangeKind.Registered, ChangeKind.Certified, ChangeKind.Corrected, ChangeKind.Cancelled, ChangeKind.Reinstated }));
        Assert.That((await _house.EventsAsync(byNumber)).Select(told => told.Sequence), Is.EqualTo(new long[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task Tells_nothing_to_who_asked_for_something_else()
    {
        var partner = await _house.PartnerAsync();
        Subscription[] others =
        [
            await _house.SubscribeAsync(partner, Wanted.Identifier("BRN", "2024B7QKDMY")),
            await _house.SubscribeAsync(partner, Wanted.Identifier("UIN", "4400112233", VitalEvent.LiveBirth)),
            await _house.SubscribeAsync(partner, Wanted.Where("""{"birth_place":"nowhere"}""", VitalEvent.LiveBirth)),
            await _house.SubscribeAsync(partner, Wanted.Where("""{"birth_date":{"$lt":"2024-01-01"}}""", VitalEvent.LiveBirth)),
            await _house.SubscribeAsync(partner, Wanted.Where("""{"$and":[{"BRN":"2024B7QKDMX"},{"name.surname":"Other"}]}""", VitalEvent.LiveBirth)),
        ];
        var mother = await _house.SubscribeAsync(partner, Wanted.Where("""{"mother_identifier":"4400112233"}""", VitalEvent.LiveBirth));
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.Birth());
        await _house.ToldAsync(1);

        Assert.That(await _house.EventsAsync(mother), Has.Count.EqualTo(1));
        foreach (var other in others)
            Assert.That(await _house.EventsAsync(other), Is.Empty);
    }

    [Test]
    public async Task Tells_of_notifications_to_who_may_hear_of_them()
    {
        var may = await _house.SubscribeAsync(await _house.PartnerAsync(partner => partner with { NotifiedEvents = true }), Wanted.Where("""{"event_date":{"$gte":"1900"}}"""), Everything);
        var mayNot = await _house.SubscribeAsync(await _house.PartnerAsync(), Wanted.Where("""{"event_date":{"$gte":"1900"}}"""));
        await _house.WatchAsync();

        await _house.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"), notifies: true);
        await _house.ToldAsync(1);

        Assert.That(await _house.KindsAsync(may), Is.EqualTo(new[] { ChangeKind.Notified }));
        Assert.That(await _house.EventsAsync(mayNot), Is.Empty);
    }

    [Test]
    public async Task Holds_partners_to_what_they_may_see_when_it_happens()
    {
        var wanted = Wanted.Where("""{"event_date":{"$gte":"1900"}}""");
        var inside = await _house.SubscribeAsync(await _house.PartnerAsync(partner => partner with { Jurisdictions = ["9b5a6c1e-0000-4000-8000-000000000a02"] }), wanted);
        var outside = await _house.SubscribeAsync(await _house.PartnerAsync(partner => partner with { Jurisdictions = ["9b5a6c1e-0000-4000-8000-000000000a05"] }), wanted);
        var narrowed = await _house.PartnerAsync(partner => partner with { AllRecords = true, NotifiedEvents = true });
        Subscription[] untold =
        [
            outside,
            await _house.SubscribeAsync(narrowed, wanted),
            await _house.SubscribeAsync(narrowed, Wanted.Every()),
        ];
        await _house.NarrowAsync(narrowed, ("events", new JsonArray("death")));
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.Birth());
        await _house.ToldAsync(1);

        Assert.That(await _house.EventsAsync(inside), Has.Count.EqualTo(1));
        foreach (var other in untold)
            Assert.That(await _house.EventsAsync(other), Is.Empty);
    }

    [Test]
    public async Task Keeps_events_for_a_partner_that_is_disabled()
    {
        var partner = await _house.PartnerAsync();
        var held = await _house.SubscribeAsync(partner, Wanted.Identifier("BRN", "2024B7QKDMX"), change: made => made with { Address = "http://127.0.0.1:9/on" });
        await _house.DisableAsync(partner);
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.Birth());
        await _house.ToldAsync(1);

        Assert.That(await _house.EventsAsync(held), Has.Count.EqualTo(1));
        Assert.That((await _house.Store.ReadAsync(held.SubscriptionNo, default))!.DispatchedSequence, Is.Zero);
    }

    [Test]
    public async Task Tells_a_change_that_many_want_to_hear_of_once_to_each()
    {
        var partner = await _house.PartnerAsync(partner => partner with { AllRecords = true });
        var many = await Task.WhenAll(Enumerable.Range(0, 2_300).Select(_ => _house.SubscribeAsync(partner, Wanted.Every(VitalEvent.LiveBirth))));
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.Birth());
        await _house.PostAsync(TellingHouse.AnotherBirth(1));
        await _house.ToldAsync(2);

        foreach (var one in many)
            Assert.That((await _house.EventsAsync(one)).Select(told => (told.Sequence, told.Version)), Is.EqualTo(new[] { (1L, 1L), (2L, 1L) }));
    }

    [Test]
    public async Task Tells_of_nothing_that_happened_before()
    {
        var partner = await _house.PartnerAsync(partner => partner with { AllRecords = true });
        await _house.PostAsync(TellingHouse.Birth());
        var late = await _house.SubscribeAsync(partner, Wanted.Every());
        await _house.WatchAsync();

        await _house.PostAsync(TellingHouse.AnotherBirth(1));
        await _house.ToldAsync(1);

        Assert.That((await _house.EventsAsync(late)).Select(told => told.ChangeNo), Is.EqualTo(new long[] { 2 }));
    }
}
