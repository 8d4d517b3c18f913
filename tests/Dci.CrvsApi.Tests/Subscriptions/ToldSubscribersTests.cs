using System.Text.Json;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>From the registration that somebody posts to the message that a subscriber receives.</summary>
internal sealed class ToldSubscribersTests
{
    private TellingHouse _house = null!;
    private CallbackInbox _inbox = null!;

    [SetUp]
    public async Task Open()
    {
        _house = await TellingHouse.OpenAsync("Development");
        _inbox = await CallbackInbox.OpenAsync();
    }

    [TearDown]
    public async Task Close()
    {
        await _inbox.DisposeAsync();
        _house.Dispose();
    }

    [Test]
    public async Task Hear_of_each_change_in_its_order_and_what_they_are_told_is_put_down()
    {
        var subscription = await SubscribeAsync(Wanted.Identifier("BRN", "2024B7QKDMX", VitalEvent.LiveBirth) with { Purpose = "pension" });

        await _house.PostAsync(TellingHouse.Birth());
        await _inbox.WaitAsync(1);
        await _house.PostAsync(TellingHouse.Birth("REGISTERED", "2025", "Philippa"));
        await _inbox.WaitAsync(2);
        await _house.PostAsync(TellingHouse.Birth("CANCELLED", "2026", "Philippa"));
        var told = await _inbox.WaitAsync(3);

        Assert.That(told.Select(message => message.Action), Is.All.EqualTo("notify"));
        Assert.That(told.Select(SequenceOf), Is.EqualTo(new long[] { 1, 2, 3 }));
        Assert.That(told.SelectMany(message => message.Faults()), Is.Empty);
        Assert.That(told[0].Envelope.GetRawText(), Does.Contain("2024B7QKDMX").And.Contain("Linnea"));
        Assert.That(told[1].Envelope.GetRawText(), Does.Contain("Philippa").And.Not.Contain("Linnea"));
        Assert.That(told[2].Envelope.GetRawText(), Does.Contain("2024B7QKDMX").And.Not.Contain("Philippa"));
        var disclosed = await _house.Server.Services.GetRequiredService<IExchangeLog>().ListDisclosuresAsync(subscription.PartnerId, 10, default);
        Assert.That(disclosed, Has.Count.EqualTo(3));
        Assert.That(disclosed, Has.All.Property("QueryKind").EqualTo("subscription").And.All.Property("Purpose").EqualTo("pension"));
        Assert.That(disclosed.SelectMany(one => one.RecordIds), Has.All.EqualTo("3c1d7b20-0000-4000-8000-000000000001"));
    }

    [Test]
    public async Task Hear_of_everything_once_however_much_happens_at_the_same_time()
    {
        const int births = 40;
        var subscription = await SubscribeAsync(Wanted.Where("""{"birth_place":"Quellmoor"}""", VitalEvent.LiveBirth));

        await Task.WhenAll(Enumerable.Range(0, births).Select(number => _house.PostAsync(TellingHouse.AnotherBirth(number))));
        var told = await _inbox.WaitAsync(births);

        Assert.That(told.Select(SequenceOf), Is.EqualTo(Enumerable.Range(1, births).Select(number => (long)number)));
        Assert.That((await _house.EventsAsync(subscription)).Select(one => one.RecordId).ToList(), Is.Unique.And.Count.EqualTo(births));
    }

    private async Task<Subscription> SubscribeAsync(Dci.CrvsApi.Subscriptions.SubscriptionDefinition wanted)
    {
        var partner = await _house.PartnerAsync(registration => registration with { AsyncUnsigned = true, CallbackOrigins = ["http://127.0.0.1:*"] });
        return await _house.SubscribeAsync(partner, wanted, change: made => made with { Address = _inbox.Address("/registry/notify"), TransactionId = "t-1", ReferenceId = "r-1" });
    }

    private static long SequenceOf(Callback message) => message.Header.GetProperty("meta") is { ValueKind: JsonValueKind.Object } meta ? meta.GetProperty("sequence").GetInt64() : 0;
}
