using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class DciJsonTests
{
    private const string Header =
        """{"message_id":"m-1","message_ts":"2026-01-31T08:30:00+03:00","action":"search","sender_id":"s","total_count":1}""";

    [Test]
    public void Writes_instants_in_UTC_with_milliseconds_and_no_nulls() =>
        Assert.That(
            JsonSerializer.Serialize(Read(Header), DciJson.Default.MsgHeader),
            Is.EqualTo("""{"message_id":"m-1","message_ts":"2026-01-31T05:30:00.000Z","action":"search","sender_id":"s","total_count":1}"""));

    [TestCase("message_id"), TestCase("message_ts"), TestCase("action"), TestCase("sender_id"), TestCase("total_count")]
    public void Refuses_a_header_without(string member) =>
        Assert.That(() => Read(Header.Replace($"\"{member}\"", "\"other\"", StringComparison.Ordinal)), Throws.TypeOf<JsonException>());

    [Test]
    public void Refuses_null_where_a_text_is_required() =>
        Assert.That(() => Read(Header.Replace("\"m-1\"", "null", StringComparison.Ordinal)), Throws.TypeOf<JsonException>());

    [Test]
    public void Reads_null_as_absent_where_a_member_may_be_absent() =>
        Assert.That(Read(With("\"receiver_id\":null,\"is_msg_encrypted\":null,\"meta\":null")), Is.EqualTo(Read(Header)));

    [Test]
    public void Refuses_a_member_named_twice() =>
        Assert.That(() => Read(With("\"sender_id\":\"t\"")), Throws.TypeOf<JsonException>());

    [Test]
    public void Skips_members_it_does_not_know() =>
        Assert.That(Read(With("\"encryption_algorithm\":{\"x\":[1]}")), Is.EqualTo(Read(Header)));

    [TestCase("2026-01-31T08:30:00"), TestCase("2026-01-31"), TestCase("2026-01-31T08:30:00+0300"), TestCase("31.01.2026T08:30:00Z"), TestCase("")]
    public void Refuses_an_instant_without_its_offset(string text) =>
        Assert.That(() => Read(Header.Replace("2026-01-31T08:30:00+03:00", text, StringComparison.Ordinal)), Throws.TypeOf<JsonException>());

    [TestCase("1", ExpectedResult = 1), TestCase("1.0", ExpectedResult = 1), TestCase("\"21\"", ExpectedResult = 21)]
    public int Reads_counts_as_clients_write_them(string count) =>
        Read(Header.Replace("\"total_count\":1", "\"total_count\":" + count, StringComparison.Ordinal)).TotalCount;

    [TestCase("1.5"), TestCase("\"\""), TestCase("\"1e1\""), TestCase("99999999999"), TestCase("true"), TestCase("\" 1\"")]
    public void Refuses_a_count_that_is_none(string count) =>
        Assert.That(
            () => Read(Header.Replace("\"total_count\":1", "\"total_count\":" + count, StringComparison.Ordinal)),
            Throws.TypeOf<JsonException>());

    [Test]
    public void Writes_enumerations_as_the_wire_names_them() =>
        Assert.That(
            JsonSerializer.Serialize(new AckError { Code = ErrorCode.SenderIdInvalid, Message = "No." }, DciJson.Default.AckError),
            Is.EqualTo("""{"code":"err.sender_id.invalid","message":"No."}"""));

    [TestCase("0"), TestCase("\"0\""), TestCase("\"RequestBad\""), TestCase("\"err.none\"")]
    public void Refuses_an_enumeration_by_any_other_name(string code) =>
        Assert.That(
            () => JsonSerializer.Deserialize($$"""{"code":{{code}},"message":"No."}""", DciJson.Default.AckError),
            Throws.TypeOf<JsonException>());

    [Test]
    public void Keeps_the_items_of_a_search_as_they_came()
    {
        var request = JsonSerializer.Deserialize("""{"transaction_id":"t","search_request":[{"a":1.50},"not an item"]}""", DciJson.Default.SearchRequest)!;

        Assert.That(request.Items.Select(item => item.GetRawText()), Is.EqualTo(new[] { """{"a":1.50}""", "\"not an item\"" }));
    }

    [Test]
    public void Refuses_JSON_that_is_nested_without_end() =>
        Assert.That(() => Read(With($"\"meta\":{new string('[', 200)}{new string(']', 200)}")), Throws.TypeOf<JsonException>());

    private static MsgHeader Read(string json) => JsonSerializer.Deserialize(json, DciJson.Default.MsgHeader)!;

    private static string With(string members) => $"{Header[..^1]},{members}}}";
}
