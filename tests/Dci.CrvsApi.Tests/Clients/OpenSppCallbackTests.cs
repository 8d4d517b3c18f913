using System.Net;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>OpenSPP 2 in the asynchronous exchange: one address for everything, agreed beforehand, and a verifier of its own.</summary>
internal sealed class OpenSppCallbackTests
{
    private CallbackInbox _inbox = null!;
    private OpenSpp _site = null!;

    [OneTimeSetUp]
    public async Task Join()
    {
        _inbox = await CallbackInbox.OpenAsync();
        _site = await OpenSpp.JoinAsync(_inbox.Address("/dci_api/v1/crvs"));
    }

    [OneTimeTearDown]
    public async Task Close() => await _inbox.DisposeAsync();

    [Test]
    public async Task Lets_in_what_it_is_called_back_with_found_or_rejected()
    {
        var found = _site.Call(Peers.Lookup("BRN", DemoServer.Identifier("BRN"), "BIRTH"), signed: true);
        var rejected = _site.Call(Peers.Criteria("predicate", "\"person.age >= 18\"", "BIRTH"), signed: true);
        foreach (var call in new[] { found, rejected })
        {
            var ack = await _site.PostAsync(call, escaped: true, "/registry/search");
            var callback = await CallbackOfAsync(ack);

            Assert.That(callback.Path, Is.EqualTo("/dci_api/v1/crvs"));
            Assert.That(callback.Status, Is.EqualTo(call == found ? "succ" : "rjct"));
            Assert.That(await OpenSpp.LetsInAsync(callback), callback.Envelope.GetRawText());
            Assert.That(OpenSppTests.Nulls(callback.Envelope), Is.False);
        }
    }

    [TestCase("transaction_id")]
    [TestCase("reference_id")]
    public async Task Asks_for_the_status_in_its_own_words(string attribute)
    {
        var search = _site.Call(Peers.Lookup("BRN", "none", "birth"), signed: true);
        await CallbackOfAsync(await _site.PostAsync(search, escaped: false, "/registry/search"));
        var value = attribute == "transaction_id" ? search["message"]![attribute]! : search["message"]!["search_request"]![0]![attribute]!;
        var callback = await CallbackOfAsync(await _site.PostAsync(_site.StatusCall(attribute, value.GetValue<string>()), escaped: true, "/registry/txn/status"));

        Assert.That(callback.Action, Is.EqualTo("txn-on-status"));
        Assert.That(callback.Status, Is.EqualTo("succ"));
        Assert.That(await OpenSpp.LetsInAsync(callback));
    }

    private async Task<Callback> CallbackOfAsync(Reply ack)
    {
        Assert.That(ack.Status, Is.EqualTo(HttpStatusCode.OK), ack.Text);
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        return await _inbox.WaitForAsync(ack.CorrelationId);
    }
}
