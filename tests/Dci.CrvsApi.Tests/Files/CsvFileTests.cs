using System.Net;
using System.Text;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>A CSV file from its parts to its callback.</summary>
internal sealed class CsvFileTests
{
    private CallbackInbox _inbox = null!;

    [SetUp]
    public async Task Open() => _inbox = await CallbackInbox.OpenAsync();

    [TearDown]
    public async Task Close() => await _inbox.DisposeAsync();

    [Test]
    public async Task Is_answered_row_by_row([Values] bool fileFirst)
    {
        var partner = DemoServer.Partner();
        var header = SentFile.Header(partner, _inbox.Address());
        header["transaction_id"] = "households";
        var table = $"reference_id,type,value,reg_event_type\r\nknown,BRN,{DemoServer.Identifier("BRN")},birth\r\nunknown,BRN,nobody,\r\nodd,shoe_size,43,\r\n";
        var ack = await SentFile.Csv(partner, Encoding.UTF8.GetBytes(table), header).SendAsync(partner, fileFirst: fileFirst);
        var callback = (await _inbox.WaitAsync())[0];

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        Assert.That(callback.Faults(), Is.Empty);
        Assert.That(callback.Header.GetProperty("total_count").GetInt32(), Is.EqualTo(3));
        Assert.That(callback.Message.GetProperty("transaction_id").GetString(), Is.EqualTo("households"));
        Assert.That(callback.Message.GetProperty("correlation_id").GetString(), Is.EqualTo(ack.CorrelationId));
        Assert.That(callback.Items.Select(item => item.GetProperty("reference_id").GetString()), Is.EqualTo(new[] { "known", "unknown", "odd" }));
        Assert.That(callback.Items.Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "succ", "rjct" }));
        Assert.That(callback.Items[0].GetProperty("data").GetProperty("reg_records").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Asks_by_attributes()
    {
        var partner = DemoServer.Partner();
        await SentFile.Csv(partner, "reg_event_type,registration_date_from,sex\nbirth,1900-01-01,female\n", _inbox.Address()).SendAsync(partner);
        var callback = (await _inbox.WaitAsync())[0];
        var records = callback.Items[0].GetProperty("data").GetProperty("reg_records");

        Assert.That(records.GetArrayLength(), Is.GreaterThan(1));
        Assert.That(records.EnumerateArray().Select(record => record.GetProperty("sex").GetString()), Has.All.EqualTo("female"));
    }

    [Test]
    public async Task Has_its_message_id_for_a_transaction_id_when_it_names_none()
    {
        var partner = DemoServer.Partner();
        var header = SentFile.Header(partner);
        await SentFile.Csv(partner, "type,value\nBRN,1\n"u8.ToArray(), header).SendAsync(partner);
        var state = await partner.StatusAsync("transaction_id", (string)header["message_id"]!);

        Assert.That(state.States.Single().GetProperty("reference_id").GetString(), Is.EqualTo("1"));
    }

    [Test]
    public async Task Is_taken_when_it_is_signed()
    {
        var partner = DemoServer.Partner();
        var ack = await SentFile.Csv(partner, "type,value\nBRN,1\n", signed: true).SendAsync(partner);

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
    }

    [Test]
    public async Task Is_refused_when_the_file_was_altered()
    {
        var partner = DemoServer.Partner();
        var reply = await SentFile.Csv(partner, "type,value\nBRN,1\n", signed: true).Holding("type,value\nBRN,2\n").SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.invalid")));
    }

    [Test]
    public async Task Is_refused_when_the_header_was_altered()
    {
        var partner = DemoServer.Partner();
        var file = SentFile.Csv(partner, "type,value\nBRN,1\n", signed: true).Without("header").With("header", SentFile.Header(partner).ToJsonString());
        var reply = await file.SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.invalid")));
    }

    [TestCase("a.b.c")]
    [TestCase("bm90IGEgc2lnbmF0dXJl")]
    [TestCase("..")]
    public async Task Is_refused_when_the_signature_is_of_another_form(string signature)
    {
        var partner = DemoServer.Partner();
        var reply = await SentFile.Csv(partner, "type,value\nBRN,1\n").With("signature", signature).SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.invalid")));
    }

    [Test]
    public async Task Is_refused_unsigned_from_a_partner_that_may_not()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { AsyncUnsigned = false });
        var reply = await SentFile.Csv(partner, "type,value\nBRN,1\n").SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.missing")));
    }

    [Test]
    public async Task Gets_the_same_acknowledgement_again_and_none_for_another_file_under_its_id()
    {
        var partner = DemoServer.Partner();
        var header = SentFile.Header(partner);
        var first = await SentFile.Csv(partner, "type,value\nBRN,1\n"u8.ToArray(), header).SendAsync(partner);
        var second = await SentFile.Csv(partner, "type,value\nBRN,1\n"u8.ToArray(), header).SendAsync(partner);
        var third = await SentFile.Csv(partner, "type,value\nBRN,2\n"u8.ToArray(), header).SendAsync(partner);

        Assert.That(second.Text, Is.EqualTo(first.Text));
        Assert.That((third.Status, third.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")));
    }

    [Test]
    public async Task Is_refused_when_no_row_of_it_is_well_formed()
    {
        var partner = DemoServer.Partner();
        var reply = await SentFile.Csv(partner, "type,value,locale\nBRN,1,en\nBRN,2,english\n").SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "rjct.search_criteria.invalid")));
    }

    [TestCase("message_ts", "2020-01-01T00:00:00Z", 400)]
    [TestCase("sender_id", "somebody.else", 403)]
    [TestCase("receiver_id", "another.registry", 403)]
    [TestCase("action", "subscribe", 400)]
    [TestCase("version", "2.0.0", 400)]
    [TestCase("sender_uri", "https://elsewhere.example.org/", 403)]
    public async Task Is_refused_by_the_rules_of_every_header(string member, string value, int status)
    {
        var partner = DemoServer.Partner();
        var header = SentFile.Header(partner);
        header[member] = value;
        var reply = await SentFile.Csv(partner, "type,value\nBRN,1\n"u8.ToArray(), header).SendAsync(partner);

        Assert.That((int)reply.Status, Is.EqualTo(status), reply.Text);
    }

    [Test]
    public async Task Is_refused_when_it_claims_to_be_encrypted()
    {
        var partner = DemoServer.Partner();
        var header = SentFile.Header(partner);
        header["is_msg_encrypted"] = true;
        var reply = await SentFile.Csv(partner, "type,value\nBRN,1\n"u8.ToArray(), header).SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.encryption.invalid")));
    }
}
