using System.Net;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>Too much that is not finished or delivered: more is refused until some of it is.</summary>
internal sealed class BackPressureTests
{
    [Test]
    public async Task Counts_what_waits_to_be_delivered_and_ends_when_it_is()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { Unfinished = 2 } });
        inbox.Status = 503;
        await partner.SearchLaterAsync(AsyncSearchTests.Lookups("1"), inbox.Address());
        await partner.SearchLaterAsync(AsyncSearchTests.Lookups("2"), inbox.Address());
        var refused = await partner.SearchLaterAsync(AsyncSearchTests.Lookups("3"), inbox.Address());
        var question = await partner.CallAsync("/registry/txn/status", "txn-status", SocialProtectionSystem.StatusQuestion("transaction_id", "1"), inbox.Address());
        inbox.Status = 200;
        var accepted = await AsyncSearchTests.Eventually(() => partner.SearchLaterAsync(AsyncSearchTests.Lookups("4"), inbox.Address()), reply => reply.Status == HttpStatusCode.OK);

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(question.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(accepted.AckStatus, Is.EqualTo("ACK"));
    }

    [Test]
    public async Task Does_not_count_what_was_delivered()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { Unfinished = 1 } });
        for (var sent = 1; sent <= 5; sent++)
        {
            await AsyncSearchTests.Eventually(() => partner.SearchLaterAsync(AsyncSearchTests.Lookups("1"), inbox.Address()), reply => reply.Status == HttpStatusCode.OK);
            await inbox.WaitAsync(sent);
        }

        Assert.That(inbox.Received, Has.Count.EqualTo(5));
    }
}
