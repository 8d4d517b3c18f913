using System.Text;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>Whatever is wrong with the parts of a message is told with the right status, and nothing of it is kept.</summary>
internal sealed class HostilePartsTests
{
    private const string Table = "type,value\nBRN,1\n";

    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    [TearDown]
    public void Nothing_is_left() => Assert.That(Directory.EnumerateFiles(Path.Combine(DemoServer.Instance.DataFolder, "spool")), Is.Empty);

    [TestCase("action")]
    [TestCase("header")]
    public async Task A_part_is_missing(string name) => await ExpectAsync(Csv().Without(name), 400, name);

    [TestCase("action", "search")]
    [TestCase("header", "{}")]
    [TestCase("fileName", "again")]
    public async Task A_part_stands_twice(string name, string text) => await ExpectAsync(Csv().With(name, text), 400, "twice");

    [Test]
    public async Task A_part_is_not_known() => await ExpectAsync(Csv().With("comment", "hello"), 400, "not known");

    [TestCase("subscribe")]
    [TestCase("")]
    public async Task The_action_is_another(string action) => await ExpectAsync(Csv().Without("action").With("action", action), 400, "action must be search");

    [Test]
    public async Task The_format_is_another() => await ExpectAsync(Csv().Without("fileFormat").With("fileFormat", "xml"), 415, "fileFormat");

    [Test]
    public async Task A_table_is_called_JSON() => await ExpectAsync(Csv().Without("fileFormat").Without("header"), 400, "JSON");

    [Test]
    public async Task A_JSON_file_has_a_header_beside_it() =>
        await ExpectAsync(SentFile.Json(_partner.Envelope(SocialProtectionSystem.Message(), signed: false)).With("header", "{}"), 400, "leave out");

    [TestCase("image/png")]
    [TestCase("text/csv; charset=utf-16")]
    public async Task The_file_is_of_another_media_type(string type)
    {
        var file = Csv();
        file.MediaType = type;
        await ExpectAsync(file, 415, "UTF-8");
    }

    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("""{"a":1,"a":2}""")]
    [TestCase("""{} ,"file":{"sha256":"x"},"header":{}""")]
    public async Task The_header_is_no_object(string header) => await ExpectAsync(Csv().Without("header").With("header", header), 400, "header");

    [Test]
    public async Task The_header_is_huge() => await ExpectAsync(Csv().Without("header").With("header", new string(' ', 16_385)), 400, "longer than 16384");

    [Test]
    public async Task The_file_is_empty() => await ExpectAsync(Csv().Holding(""), 400, "empty");

    [Test]
    public async Task A_table_is_sent_where_none_is_taken() =>
        await ExpectAsync(await Csv().Without("action").With("action", "txn-status").SendAsync(_partner, "/registry/txn/status"), 415, "JSON files only");

    [Test]
    public async Task A_synchronous_operation_takes_no_files() => await ExpectAsync(await Csv().SendAsync(_partner, "/registry/sync/search"), 415, "application/json");

    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=")]
    [TestCase("multipart/form-data; boundary=\"12345678901234567890123456789012345678901234567890123456789012345678901\"")]
    public async Task There_is_no_usable_boundary(string type) => await ExpectAsync(await RawAsync("--x\r\n\r\n--x--", type), 400, "boundary");

    [TestCase("")]
    [TestCase("--y\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nsearch\r\n--y--\r\n")]
    [TestCase("--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nsearch\r\n--x\r\nContent-Disposition: form-data; name=\"fileName\"\r\n\r\ntype,va")]
    [TestCase("--x\r\nContent-Disposition: form-data; name=\"action\"\r\nX-Long: {long}\r\n\r\nsearch\r\n--x--\r\n")]
    [TestCase("--x\r\nno colon\r\n\r\nsearch\r\n--x--\r\n")]
    public async Task The_parts_are_framed_wrongly(string body) =>
        await ExpectAsync(await RawAsync(body.Replace("{long}", new string('x', 5000)), "multipart/form-data; boundary=x"), 400, "framed wrongly");

    [TestCase("--x\r\n\r\nsearch\r\n--x--\r\n")]
    [TestCase("--x\r\nContent-Disposition: attachment; name=\"action\"\r\n\r\nsearch\r\n--x--\r\n")]
    public async Task A_part_has_no_name(string body) => await ExpectAsync(await RawAsync(body, "multipart/form-data; boundary=x"), 400, "Content-Disposition");

    [Test]
    public async Task The_file_is_encoded_for_transfer() =>
        await ExpectAsync(await RawAsync("--x\r\nContent-Disposition: form-data; name=\"fileName\"\r\nContent-Transfer-Encoding: base64\r\n\r\ndHlwZQ==\r\n--x--\r\n", "multipart/form-data; boundary=x"), 415, "neither encoded");

    [Test]
    public async Task A_refused_file_does_not_use_up_its_message_id()
    {
        var header = SentFile.Header(_partner);
        var refused = await SentFile.Csv(_partner, "type,value,size\nBRN,1,2\n"u8.ToArray(), header).SendAsync(_partner);
        var accepted = await SentFile.Csv(_partner, Encoding.UTF8.GetBytes(Table), header).SendAsync(_partner);

        await ExpectAsync(refused, 400, "Column 3");
        Assert.That(accepted.AckStatus, Is.EqualTo("ACK"), accepted.Text);
    }

    private SentFile Csv() => SentFile.Csv(_partner, Table);

    private async Task ExpectAsync(SentFile file, int status, string words) => await ExpectAsync(await file.SendAsync(_partner), status, words);

    private static Task ExpectAsync(Reply reply, int status, string words)
    {
        Assert.That((int)reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(reply.Text, Does.Contain(words));
        return Task.CompletedTask;
    }

    private async Task<Reply> RawAsync(string body, string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await _partner.PostAsync(content, "/registry/search");
    }
}
