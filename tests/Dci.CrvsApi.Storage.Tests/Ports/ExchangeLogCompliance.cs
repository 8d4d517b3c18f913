using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class ExchangeLogCompliance : StoreFixture
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Test]
    public async Task Remembers_a_message_once()
    {
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a"), default), Is.True);
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a"), default), Is.False);
    }

    [Test]
    public async Task Keeps_the_messages_of_partners_apart()
    {
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a", "one"), default), Is.True);
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a", "other"), default), Is.True);
    }

    [Test]
    public async Task Writes_nothing_for_a_message_that_was_used_before()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a"), default);

        await Storage.Exchanges.TryRecordAsync(Message("a") with { Disclosures = [Disclosed("r1")] }, default);

        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Is.Empty);
    }

    [Test]
    public async Task Remembers_a_ciphertext_whoever_sends_it()
    {
        var sealedOnce = new byte[32];
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a") with { CipherDigest = sealedOnce }, default), Is.True);

        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("b", "other") with { CipherDigest = sealedOnce, Disclosures = [Disclosed("r1")] }, default), Is.False);
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Is.Empty);
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("b", "other"), default), Is.True, "the refused message used up its id");
    }

    [Test]
    public async Task Does_not_use_up_the_ciphertext_of_a_message_that_was_used_before()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a"), default);

        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a") with { CipherDigest = new byte[32] }, default), Is.False);
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("b") with { CipherDigest = new byte[32] }, default), Is.True);
    }

    [Test]
    public async Task Takes_a_message_again_once_its_time_is_over()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a"), default);

        var later = Message("a") with { At = Now.AddMinutes(20), ForgetAt = Now.AddMinutes(40) };

        Assert.That(await Storage.Exchanges.TryRecordAsync(later, default), Is.True);
        Assert.That(await Storage.Exchanges.TryRecordAsync(later, default), Is.False);
    }

    [Test]
    public async Task Forgets_messages_whose_time_is_over_and_only_those()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a"), default);
        await Storage.Exchanges.TryRecordAsync(Message("b") with { ForgetAt = Now.AddHours(1) }, default);

        Assert.That(await Storage.Exchanges.ForgetAsync(Now.AddMinutes(20), default), Is.EqualTo(1));
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("b"), default), Is.False);
        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a"), default), Is.True);
    }

    [Test]
    public async Task Lists_what_was_disclosed_newest_first()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a") with { Disclosures = [Disclosed("r1"), Disclosed()] }, default);
        await Storage.Exchanges.TryRecordAsync(Message("b") with { Disclosures = [Disclosed("r2", "r3")] }, default);

        var all = await Storage.Exchanges.ListDisclosuresAsync(null, 10, default);

        Assert.That(all.Select(disclosure => string.Join(',', disclosure.RecordIds)), Is.EqualTo(new[] { "r2,r3", "", "r1" }));
        Assert.That(all[0].Events, Is.EqualTo(new[] { VitalEvent.Death, VitalEvent.Marriage }));
        Assert.That(all[0].Purpose, Is.EqualTo("benefit"));
        Assert.That(all[0].At, Is.EqualTo(Now));
        Assert.That(all[0].QueryKind, Is.EqualTo("predicate"));
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync("p", 1, default), Has.Count.EqualTo(1));
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync("nobody", 10, default), Is.Empty);
    }

    [Test]
    public async Task Lets_exactly_one_of_many_at_once_have_a_message()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Storage.Exchanges.TryRecordAsync(Message("same"), default))));

        Assert.That(tries.Count(won => won), Is.EqualTo(1));
    }

    [Test]
    public async Task Still_knows_after_a_restart()
    {
        await Storage.Exchanges.TryRecordAsync(Message("a") with { Disclosures = [Disclosed("r1")] }, default);

        await Reopen();

        Assert.That(await Storage.Exchanges.TryRecordAsync(Message("a"), default), Is.False);
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 10, default), Has.Count.EqualTo(1));
    }

    private static Exchange Message(string id, string partner = "p") =>
        new(partner, SHA256.HashData(Encoding.UTF8.GetBytes(id)), Now, Now.AddMinutes(20), []);

    private static Disclosure Disclosed(params string[] records) =>
        new("p", Now, "predicate", [VitalEvent.Death, VitalEvent.Marriage], records, "benefit");
}
