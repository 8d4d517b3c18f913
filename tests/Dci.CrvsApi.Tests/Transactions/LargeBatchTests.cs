using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>Batches that are worked through in pieces: a long message is read again item by item, and goes on where it was when the server comes back.</summary>
internal sealed class LargeBatchTests
{
    [Test]
    public async Task Are_answered_in_pieces_whose_progress_can_be_asked_for()
    {
        const int Count = 5000;
        await using var inbox = await CallbackInbox.OpenAsync();
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { CallbackItems = 500 } });
        var message = AsyncSearchTests.Lookups([.. Enumerable.Range(0, Count).Select(number => $"unknown-{number}")]);
        var ack = await partner.SearchLaterAsync(message, inbox.Address());
        var asked = await partner.StatusAsync("correlation_id", ack.CorrelationId);
        var pieces = await inbox.WaitAsync(Count / 500);
        var inOrder = pieces.OrderBy(piece => piece.Completed).ToList();
        var done = await AsyncSearchTests.Eventually(() => partner.StatusAsync("correlation_id", ack.CorrelationId), reply => Completed(reply) == Count);

        Assert.That(inOrder.Select(piece => piece.Completed), Is.EqualTo(Enumerable.Range(1, 10).Select(piece => piece * 500)));
        Assert.That(inOrder.SkipLast(1).Select(piece => piece.Status), Has.All.EqualTo("pdng"));
        Assert.That(inOrder[^1].Status, Is.EqualTo("succ"));
        Assert.That(References(inOrder), Is.EqualTo(message["search_request"]!.AsArray().Select(item => (string?)item!["reference_id"])));
        Assert.That(asked.Json.GetProperty("header").GetProperty("total_count").GetInt32(), Is.EqualTo(Count));
        Assert.That(asked.States.Select(item => item.GetProperty("status").GetString()), Is.SubsetOf(new[] { "rcvd", "pdng", "succ" }));
        Assert.That(done.States, Has.Count.EqualTo(1000));
        Assert.That(done.States.Select(item => item.GetProperty("status").GetString()), Has.All.EqualTo("succ"));
    }

    [Test]
    public async Task Go_on_where_they_were_when_the_server_starts_again()
    {
        const int Count = 3000;
        await using var inbox = await CallbackInbox.OpenAsync();
        var server = new CrvsServer("Development", ("Transactions:StopWithin", "00:00:00"), ("Transactions:CallbackItems", "50"));
        var acks = new List<Reply>();
        try
        {
            var partner = SocialProtectionSystem.OfDemo(server);
            acks.Add(await partner.SearchLaterAsync(AsyncSearchTests.Lookups([.. Enumerable.Range(0, Count).Select(number => $"unknown-{number}")]), inbox.Address()));
            for (var i = 0; i < 20; i++)
                acks.Add(await partner.SearchLaterAsync(AsyncSearchTests.Lookups("unknown"), inbox.Address()));
            await inbox.WaitAsync(3);
            server = server.Restart();
            var again = SocialProtectionSystem.OfDemo(server);
            await AsyncSearchTests.Eventually(
                async () => await Task.WhenAll(acks.Select(ack => again.StatusAsync("correlation_id", ack.CorrelationId))),
                replies => replies.All(reply => Completed(reply) == reply.Json.GetProperty("header").GetProperty("total_count").GetInt32()));
            await AsyncSearchTests.Eventually(() => Task.FromResult(Distinct(inbox).Sum(piece => piece.Items.Count)), items => items == Count + 20);
        }
        finally
        {
            server.Dispose();
        }

        var pieces = Distinct(inbox).ToList();
        Assert.That(References(pieces), Is.Unique);
        Assert.That(pieces.Select(Correlation).Distinct(), Is.EquivalentTo(acks.Select(ack => ack.CorrelationId)));
        Assert.That(pieces.Count(piece => piece.Status == "succ"), Is.EqualTo(21), "each message ends once");
    }

    private static int Completed(Reply reply) => reply.Json.GetProperty("header").GetProperty("completed_count").GetInt32();

    private static string? Correlation(Callback piece) => AsyncSearchTests.Text(piece.Message, "correlation_id");

    private static IEnumerable<string?> References(IEnumerable<Callback> pieces) => pieces.SelectMany(piece => piece.Items).Select(item => AsyncSearchTests.Text(item, "reference_id"));

    /// <summary>As a receiver counts them: a repeat has the message id of the first.</summary>
    private static IEnumerable<Callback> Distinct(CallbackInbox inbox) => inbox.Received.DistinctBy(callback => AsyncSearchTests.Text(callback.Header, "message_id"));
}
