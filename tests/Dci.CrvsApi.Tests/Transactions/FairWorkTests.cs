using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Files;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Transactions;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>Who sends much waits behind himself, not others behind him.</summary>
internal sealed class FairWorkTests
{
    [Test]
    public async Task Partners_take_turns()
    {
        using var lane = new WorkLane(int.MaxValue);
        foreach (var partner in new[] { "much", "much", "much", "little", "much", "some", "some" })
            lane.Add(Work(partner));
        var taken = new List<string>();
        while (taken.Count < 7)
            taken.Add((await lane.TakeAsync(CancellationToken.None)).Work.PartnerId);

        Assert.That(taken, Is.EqualTo(new[] { "much", "little", "some", "much", "some", "much", "much" }));
    }

    [Test]
    public async Task Only_so_many_of_a_partner_are_under_way()
    {
        using var lane = new WorkLane(1);
        foreach (var partner in new[] { "much", "much", "little" })
            lane.Add(Work(partner));
        var first = await lane.TakeAsync(CancellationToken.None);
        var other = await lane.TakeAsync(CancellationToken.None);
        var second = lane.TakeAsync(CancellationToken.None);
        var waited = !second.IsCompleted;
        lane.Ended(other);
        waited &= !second.IsCompleted;
        lane.Ended(first);

        Assert.That(waited);
        Assert.That((await second).Work.PartnerId, Is.EqualTo("much"));
    }

    [Test]
    public void A_partner_with_little_finds_room_however_much_others_send()
    {
        using var queue = new WorkQueue(new WorkerIdentity(), Options.Create(new TransactionOptions { QueueMessages = 100 }));
        var size = new WorkSize(10, Long: false);
        var much = Enumerable.Range(0, 200).Count(_ => queue.TryReserve("much", size) is not null);
        var little = Enumerable.Range(0, 200).Count(_ => queue.TryReserve("little", size) is not null);
        queue.Withdraw("little", size);

        Assert.That((much, little), Is.EqualTo((100, 16)));
        Assert.That(queue.TryReserve("little", size), Is.Not.Null);
    }

    [Test]
    public async Task A_batch_does_not_wait_for_the_endless_tables_of_another_partner()
    {
        await using var server = new CrvsServer("Development", ("Transactions:LongAtOnce", "1"));
        await using var inbox = await CallbackInbox.OpenAsync();
        var (greedy, modest) = (await Peers.JoinAsynchronousAsync(server: server), await Peers.JoinAsynchronousAsync(server: server));
        var table = "type,value\n" + string.Concat(Enumerable.Range(0, 60_000).Select(number => $"BRN,UNKNOWN-{number}\n"));
        var acks = new[] { await SentFile.Csv(greedy, table).SendAsync(greedy), await SentFile.Csv(greedy, table).SendAsync(greedy) };
        await modest.SearchLaterAsync(SocialProtectionSystem.Message([.. Enumerable.Range(0, 150).Select(_ => SocialProtectionSystem.Item(Peers.Lookup("BRN", "1")))]), inbox.Address());
        var callbacks = await inbox.WaitAsync(2);
        var states = await Task.WhenAll(acks.Select(ack => greedy.StatusAsync("correlation_id", ack.CorrelationId!)));

        Assert.That(callbacks.Max(callback => callback.Completed), Is.EqualTo(150));
        Assert.That(states.Select(state => state.Json.GetProperty("header").GetProperty("completed_count").GetInt32()), Has.All.LessThan(60_000), "the tables go on meanwhile");
    }

    private static WaitingWork Work(string partnerId) => new(
        new TransactionWork
        {
            TransactionNo = 1,
            PartnerId = partnerId,
            Kind = TransactionKind.Search,
            TransactionId = "t",
            CorrelationId = "c",
            AcceptedAt = DateTimeOffset.UnixEpoch,
            Request = default,
            Form = ContentForm.Json,
        },
        new WorkSize(10, Long: false),
        default);
}
