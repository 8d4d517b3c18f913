using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Tests.Messaging;

internal sealed class HeaderRulesTests
{
    private const string Valid = """{"version":"1.0.0","message_id":"m1","message_ts":"2026-01-31T08:30:00+05:30","action":"search","sender_id":"spp","total_count":1}""";

    [Test]
    public void Binds_a_complete_header()
    {
        var header = Check(Valid).Value!;

        Assert.That(header.MessageId, Is.EqualTo("m1"));
        Assert.That(header.MessageTs.ToUniversalTime().Hour, Is.EqualTo(3));
        Assert.That(header.TotalCount, Is.EqualTo(1));
    }

    [TestCase("\"1\"", 1)]
    [TestCase("10.0", 10)]
    [TestCase("\"\"", 0)]
    [TestCase("null", 0)]
    public void Reads_counts_as_they_are_seen_on_the_wire(string text, int count) =>
        Assert.That(Check(Valid.Replace("\"total_count\":1", "\"total_count\":" + text)).Value!.TotalCount, Is.EqualTo(count));

    [TestCase("\"message_id\":\"m1\"", "\"message_id\":7", "rjct.message_id.duplicate")]
    [TestCase("2026-01-31T08:30:00+05:30", "2026-01-31T08:30:00", "rjct.message_ts.invalid")]
    [TestCase("2026-01-31T08:30:00+05:30", "2026-13-31T08:30:00Z", "rjct.message_ts.invalid")]
    [TestCase("\"search\"", "\"subscribe\"", "rjct.action.not_supported")]
    [TestCase("\"1.0.0\"", "\"2.0.0\"", "rjct.version.invalid")]
    [TestCase("\"total_count\":1", "\"total_count\":\"many\"", "rjct.total_count.invalid")]
    public void Refuses_with_the_reason_code_of_the_member(string from, string to, string code)
    {
        var failure = Check(Valid.Replace(from, to)).Failure;

        Assert.That(failure?.Status, Is.EqualTo(400));
        Assert.That(failure?.HeaderReason, Is.EqualTo(code));
    }

    [Test]
    public void Refuses_ids_longer_than_99_characters() =>
        Assert.That(Check(Valid.Replace("m1", new string('x', 100))).Failed, Is.True);

    [Test]
    public void Says_every_fault_at_once()
    {
        var failure = Check("""{"message_ts":"yesterday","action":"notify","sender_id":""}""").Failure!;

        Assert.That(failure.Detail, Does.Contain("message_id").And.Contain("message_ts").And.Contain("action").And.Contain("sender_id"));
    }

    private static Outcome<Dci.CrvsApi.Contract.MsgHeader> Check(string json) =>
        HeaderRules.Check(JsonDocument.Parse(json).RootElement, Operation.SyncSearch);
}
