using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>Messages of many megabytes, on a server of their own.</summary>
internal sealed class LongMessageTests
{
    private const int Many = 20_000;
    private const int Limit = 64 * 1024 * 1024;

    private CrvsServer _server = null!;
    private CallbackInbox _inbox = null!;

    [OneTimeSetUp]
    public void Start() => _server = new CrvsServer(settings: [("Logging:LogLevel:Dci.CrvsApi", "Warning"), ("Transactions:CallbackItems", "1000"), ("Transactions:CallbackBytes", "4000000")]);

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [SetUp]
    public async Task Open() => _inbox = await CallbackInbox.OpenAsync();

    [TearDown]
    public async Task Close()
    {
        await _inbox.DisposeAsync();
        Assert.That(() => Spooled(), Is.Empty.After(5000, 20));
    }

    [Test]
    public async Task A_JSON_message_is_answered_in_pieces()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var ack = await partner.SearchLaterAsync(Batch(), _inbox.Address(), signed: true);

        await ExpectPiecesAsync(ack);
    }

    [Test]
    public async Task A_JSON_file_is_the_same_message_as_the_body()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var header = partner.Header(Many);
        header["sender_uri"] = _inbox.Address();
        var envelope = partner.Envelope(header, Batch(), signed: false);
        var asFile = await SentFile.Json(envelope).SendAsync(partner);
        var asBody = await partner.SendEnvelopeAsync(envelope, "/registry/search");

        Assert.That(asBody.Text, Is.EqualTo(asFile.Text));
        await ExpectPiecesAsync(asFile);
    }

    [Test]
    public async Task A_CSV_file_is_answered_in_pieces([Values] bool signed)
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var table = new StringBuilder("reference_id,type,value,reg_event_type\n");
        foreach (var number in Enumerable.Range(0, Many))
            table.Append($"{Reference(number)},BRN,UNKNOWN-{number},birth\n");
        var ack = await SentFile.Csv(partner, table.ToString(), _inbox.Address(), signed).SendAsync(partner);

        await ExpectPiecesAsync(ack);
    }

    [Test]
    public async Task A_message_is_refused_past_64_MiB_by_what_it_declares()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        using var content = new ByteArrayContent(new byte[Limit + 1]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        ExpectTooLarge(await partner.PostAsync(content, "/registry/search"));
    }

    [Test]
    public async Task A_message_is_refused_past_64_MiB_by_what_arrives([Values] bool asFile)
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        using var blanks = new StreamContent(new Blanks(Limit + 1L));
        blanks.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var parts = new MultipartFormDataContent { { new StringContent("search"), "action" }, { new StringContent("json"), "fileFormat" }, { blanks, "fileName" } };

        ExpectTooLarge(await partner.PostAsync(asFile ? parts : blanks, "/registry/search"));
    }

    [Test]
    public async Task A_message_of_just_64_MiB_is_read_to_its_end()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        using var blanks = new StreamContent(new Blanks(Limit));
        blanks.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var reply = await partner.PostAsync(blanks, "/registry/search");

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")), reply.Text);
    }

    [Test]
    public async Task One_item_of_more_than_a_mebibyte_is_refused()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var endless = SocialProtectionSystem.Item(Peers.Lookup("BRN", new string('x', 1024 * 1024), "birth"));
        var reply = await partner.SearchLaterAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BRN", "1")), endless));

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")), reply.Text);
    }

    [TestCase("0")]
    [TestCase("{}")]
    public async Task Millions_of_tiny_values_are_refused_before_they_take_up_memory(string tiny)
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var many = string.Join(',', Enumerable.Repeat(tiny, 12_000_000 / (tiny.Length + 1)));
        using var content = new StringContent($$$"""{"header":{{{partner.Header().ToJsonString()}}},"message":{"transaction_id":"t","search_request":[{{{many}}}]}}""", Encoding.UTF8, "application/json");
        var reply = await partner.PostAsync(content, "/registry/search");

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")), reply.Text);
        Assert.That(reply.Text, Does.Contain("more values"));
    }

    [Test]
    public async Task A_table_of_which_the_first_hundred_thousand_rows_are_wrong_is_read_no_further()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var table = "type,value\n" + string.Concat(Enumerable.Repeat("BRN,1,too-many\n", 100_000)) + "BRN,1\n";
        var reply = await SentFile.Csv(partner, table, _inbox.Address(), signed: false).SendAsync(partner);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "rjct.search_criteria.invalid")), reply.Text);
    }

    [Test]
    public async Task A_long_message_that_is_sent_again_is_kept_once()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var envelope = partner.Envelope(Batch(), signed: false);
        var first = await partner.SendEnvelopeAsync(envelope, "/registry/search");
        var again = await partner.SendEnvelopeAsync(envelope, "/registry/search");

        Assert.That(again.CorrelationId, Is.EqualTo(first.CorrelationId));
        Assert.That(await _server.Services.GetRequiredService<IContentStore>().RemoveUnusedAsync(DateTimeOffset.MaxValue, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task A_sender_that_goes_away_leaves_nothing()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        using var broken = new StreamContent(new Blanks(20_000_000) { BreaksAt = 10_000_000 });
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.That(async () => await partner.PostAsync(broken, "/registry/search"), Throws.Exception);
        Assert.That(() => Spooled(), Is.Empty.After(5000, 20));
    }

    [Test]
    public async Task Changed_long_messages_are_refused()
    {
        var partner = SocialProtectionSystem.OfDemo(_server);
        var envelope = partner.Envelope(Batch(), signed: true);
        envelope["message"]!["search_request"]![Many - 1]!["reference_id"] = "another";
        var reply = await partner.SendEnvelopeAsync(envelope, "/registry/search");

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.invalid")));
    }

    private async Task ExpectPiecesAsync(Reply ack)
    {
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        var pieces = (await _inbox.WaitAsync(Many / 1000)).OrderBy(piece => piece.Completed).ToList();
        var references = pieces.SelectMany(piece => piece.Items).Select(item => item.GetProperty("reference_id").GetString());

        Assert.That(pieces.Select(piece => piece.Status), Is.EqualTo(Enumerable.Repeat("pdng", pieces.Count - 1).Append("succ")));
        Assert.That(pieces.Select(piece => piece.Header.GetProperty("total_count").GetInt32()), Has.All.EqualTo(Many));
        Assert.That(references, Is.EqualTo(Enumerable.Range(0, Many).Select(Reference)));
    }

    private static void ExpectTooLarge(Reply reply)
    {
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge), reply.Text);
        Assert.That(reply.Text, Does.Contain("67108864 bytes"));
    }

    private static JsonObject Batch() => SocialProtectionSystem.Message(
        [.. Enumerable.Range(0, Many).Select(number => (JsonNode)SocialProtectionSystem.Item(Peers.Lookup("BRN", $"UNKNOWN-{number}", "birth"), Reference(number)))]);

    private static string Reference(int number) => $"household-{number}";

    private string[] Spooled() => Directory.GetFiles(Path.Combine(_server.DataFolder, "spool"));
}
