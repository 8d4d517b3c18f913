using Dci.CrvsApi.Registry.Hub;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class HubIntentsCompliance : StoreFixture
{
    private static readonly HubClaim Plenty = new(100, 100);
    private static readonly DateTimeOffset Until = Now.AddSeconds(30);

    [Test]
    public async Task Gives_back_what_was_added_and_keeps_it_through_a_restart()
    {
        var added = Intent("a") with { LeaseSeconds = 77, Secret = new byte[] { 1, 2 }, Reason = "why" };
        await Storage.HubIntents.AddAsync(added, 10, default);
        await Reopen();

        var intent = (await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default)).Single();

        Assert.That((intent.PartnerId, intent.Mode, intent.Callback, intent.Topic), Is.EqualTo((added.PartnerId, added.Mode, added.Callback, added.Topic)));
        Assert.That((intent.LeaseSeconds, intent.Reason, intent.ReceivedAt, intent.Tries), Is.EqualTo((77, "why", Now, 0)));
        Assert.That((intent.Secret.ToArray(), intent.Digest.ToArray()), Is.EqualTo((new byte[] { 1, 2 }, added.Digest.ToArray())));
    }

    [Test]
    public async Task Takes_no_more_than_so_many_of_a_partner()
    {
        Assert.That(await Storage.HubIntents.AddAsync(Intent("a"), 2, default), Is.True);
        Assert.That(await Storage.HubIntents.AddAsync(Intent("b"), 2, default), Is.True);
        Assert.That(await Storage.HubIntents.AddAsync(Intent("c"), 2, default), Is.False);
        Assert.That(await Storage.HubIntents.AddAsync(Intent("c") with { PartnerId = "other" }, 2, default), Is.True);
        Assert.That(await Storage.HubIntents.CountAsync("p", default), Is.EqualTo(2));
    }

    [Test]
    public async Task Gives_each_to_one_and_again_when_nobody_settled_it()
    {
        await Storage.HubIntents.AddAsync(Intent("a"), 10, default);
        await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default);

        Assert.That(await Storage.HubIntents.ClaimAsync(Until.AddMilliseconds(-1), Until, Plenty, default), Is.Empty);
        Assert.That(await Storage.HubIntents.ClaimAsync(Until, Until.AddSeconds(30), Plenty, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Gives_one_of_a_subscription_at_a_time_first_come_first_served()
    {
        await Storage.HubIntents.AddAsync(Intent("a") with { LeaseSeconds = 1 }, 10, default);
        await Storage.HubIntents.AddAsync(Intent("a") with { LeaseSeconds = 2 }, 10, default);
        await Storage.HubIntents.AddAsync(Intent("b") with { LeaseSeconds = 3 }, 10, default);

        var first = await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default);
        await Storage.HubIntents.SettleAsync(first[0], default);
        var second = await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default);

        Assert.That(first.Select(intent => intent.LeaseSeconds), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(second.Select(intent => intent.LeaseSeconds), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Gives_few_of_one_partner_and_few_in_all()
    {
        for (var i = 0; i < 5; i++)
            await Storage.HubIntents.AddAsync(Intent($"a{i}"), 10, default);
        await Storage.HubIntents.AddAsync(Intent("b") with { PartnerId = "other" }, 10, default);

        var first = await Storage.HubIntents.ClaimAsync(Now, Until, new HubClaim(100, 2), default);
        var more = await Storage.HubIntents.ClaimAsync(Now, Until, new HubClaim(100, 2), default);

        Assert.That(first.Select(intent => intent.PartnerId), Is.EquivalentTo(new[] { "p", "p", "other" }));
        Assert.That(more, Is.Empty);
        Assert.That(await Storage.HubIntents.ClaimAsync(Until, Until, new HubClaim(1, 100), default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Forgets_with_the_one_that_was_carried_out_those_that_came_before_it()
    {
        await Storage.HubIntents.AddAsync(Intent("a"), 10, default);
        var older = (await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default)).Single();
        await Storage.HubIntents.PostponeAsync(older.IntentNo, Now.AddHours(1), 1, default);
        await Storage.HubIntents.AddAsync(Intent("a"), 10, default);
        await Storage.HubIntents.AddAsync(Intent("b"), 10, default);

        var newer = (await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default)).Single(intent => intent.Callback.EndsWith('a'));
        await Storage.HubIntents.SettleAsync(newer, default);

        Assert.That((await Storage.HubIntents.ClaimAsync(Now.AddHours(2), Now.AddHours(3), Plenty, default)).Single().Callback, Does.EndWith("/b"));
    }

    [Test]
    public async Task Has_postponed_ones_due_when_told_and_dropped_ones_never()
    {
        await Storage.HubIntents.AddAsync(Intent("a"), 10, default);
        await Storage.HubIntents.AddAsync(Intent("b"), 10, default);
        var taken = await Storage.HubIntents.ClaimAsync(Now, Until, Plenty, default);
        await Storage.HubIntents.PostponeAsync(taken[0].IntentNo, Now.AddSeconds(5), 2, default);
        await Storage.HubIntents.DropAsync(taken[1].IntentNo, default);

        Assert.That(await Storage.HubIntents.ClaimAsync(Now.AddSeconds(4), Until, Plenty, default), Is.Empty);
        Assert.That((await Storage.HubIntents.ClaimAsync(Now.AddSeconds(5), Until, Plenty, default)).Single().Tries, Is.EqualTo(2));
        Assert.That(await Storage.HubIntents.ClaimAsync(Now.AddDays(1), Now.AddDays(2), Plenty, default), Has.Count.EqualTo(1));
    }

    private static NewHubIntent Intent(string name) => new()
    {
        PartnerId = "p",
        Mode = HubIntentMode.Subscribe,
        Callback = "https://p.example/" + name,
        Topic = "BIRTH_REGISTERED",
        LeaseSeconds = 10,
        Secret = default,
        Digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)),
        ReceivedAt = Now,
    };
}
