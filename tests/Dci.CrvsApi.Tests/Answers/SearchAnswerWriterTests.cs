using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Profiles;

namespace Dci.CrvsApi.Tests.Answers;

public sealed class SearchAnswerWriterTests
{
    private const string Person = """{"@type":"CRVS_Person"}""";

    private static readonly Dictionary<string, string> HeaderOf = new()
    {
        ["dci-crvs-1.0.0"] = """{"version":"1.0.0","message_id":"reply-1","message_ts":"2026-02-03T04:05:06.789Z","action":"on-search","status":"succ","total_count":1,"completed_count":1,"sender_id":"crvs.localhost","receiver_id":"spmis.example","is_msg_encrypted":false}""",
        ["opencrvs"] = """{"version":"1.0.0","message_id":"req-1","message_ts":"2026-02-03T04:05:06.789Z","action":"search","status":"succ","total_count":1,"completed_count":1,"sender_id":"spmis.example","receiver_id":"crvs.example","is_msg_encrypted":false}""",
        ["registry-stack"] = """{"version":"1.0.0","message_id":"req-1","message_ts":"2026-02-03T04:05:06.789Z","action":"on-search","status":"succ","total_count":2,"sender_id":"crvs.localhost","receiver_id":"spmis.example","is_msg_encrypted":false}""",
        ["openspp"] = """{"version":"1.0.0","message_id":"reply-1","message_ts":"2026-02-03T04:05:06Z","action":"on-search","status":"succ","total_count":1,"completed_count":1,"sender_id":"crvs.localhost","receiver_id":"spmis.example","is_msg_encrypted":false}""",
    };

    private static readonly Dictionary<string, string> DataOf = new()
    {
        ["dci-crvs-1.0.0"] = """{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"spdci-common:RegistryEventType:LiveBirth","reg_record_type":"spdci-extensions-dci:Person","reg_records":[PERSON]}""",
        ["opencrvs"] = """{"version":"1.0.0","reg_type":"ocrvs:registry_type:birth","reg_event_type":"birth","reg_record_type":"person","reg_records":[PERSON]}""",
        ["registry-stack"] = """{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_record_type":"spdci-extensions-dci:Person","reg_records":[PERSON]}""",
        ["openspp"] = """{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"spdci-common:RegistryEventType:LiveBirth","reg_record_type":"spdci-extensions-dci:Person","reg_records":[PERSON]}""",
        ["g2p-connect-1.0"] = """{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"DCI:RegistrySubType:LiveBirth","reg_sub_type":"DCI:RegistrySubType:LiveBirth","reg_record_type":"ns:dci:RegistryRecordType:CRVSPerson","reg_records":PERSON}""",
        ["dci-core-draft"] = """{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"ns:org:RegistryEventType:LiveBirth","reg_record_type":"ns:dci:RegistryRecordType:CRVSPerson","reg_records":PERSON}""",
    };

    [Test]
    public void A_found_record_is_answered_with_everything_the_standard_has_and_no_more() =>
        Assert.That(AnAnswer.Write(AnAnswer.With(AnAnswer.Found(AnAnswer.Record()))), Is.EqualTo(
            "{\"header\":" + HeaderOf["dci-crvs-1.0.0"]
            + ""","message":{"transaction_id":"txn-1","correlation_id":"corr-1","search_response":[{"reference_id":"ref-1","timestamp":"2026-02-03T04:05:06.789Z","status":"succ","data":"""
            + DataOf["dci-crvs-1.0.0"].Replace("PERSON", Person, StringComparison.Ordinal)
            + ""","pagination":{"page_size":50,"page_number":1,"total_count":1},"locale":"eng"}]}}"""));

    [TestCaseSource(nameof(HeaderOf))]
    public void The_header_is_as_the_preset_has_it(KeyValuePair<string, string> preset) =>
        Assert.That(AnAnswer.Write(AnAnswer.With(AnAnswer.Found(AnAnswer.Record(), AnAnswer.Record())), preset.Key), Does.StartWith($"{{\"header\":{preset.Value},\"message\":"));

    [TestCaseSource(nameof(DataOf))]
    public void The_data_is_as_the_preset_has_it(KeyValuePair<string, string> preset) =>
        Assert.That(
            AnAnswer.Write(AnAnswer.With(AnAnswer.Found(AnAnswer.Record())), preset.Key),
            Does.Contain("\"data\":" + preset.Value.Replace("PERSON", Person, StringComparison.Ordinal) + ","));

    [TestCase("dci-crvs-1.0.0")]
    [TestCase("registry-stack")]
    [TestCase("openspp")]
    public void Presets_of_the_standard_answer_what_the_contract_says(string preset)
    {
        var answer = AnAnswer.With(
            AnAnswer.Found(AnAnswer.Record(SamplePersons.Child), AnAnswer.Record(SamplePersons.Bride, VitalEvent.Marriage)),
            AnAnswer.Found() with { ReferenceId = "ref-2" },
            AnAnswer.Refused("ref-3"));

        Assert.That(ContractReader.Contract.Faults("SyncSearch", 200, AnAnswer.Write(answer, preset)), Is.Empty);
    }

    [Test]
    public void No_match_is_an_empty_list_for_who_reads_data() =>
        Assert.That(
            AnAnswer.Write(AnAnswer.With(AnAnswer.Found()), "registry-stack"),
            Does.Contain("\"status\":\"succ\",\"data\":{").And.Contain("\"reg_records\":[]}").And.Contain("\"total_count\":0}"));

    [TestCase("openspp")]
    [TestCase("g2p-connect-1.0")]
    [TestCase("dci-core-draft")]
    public void No_match_is_no_data_for_who_takes_data_as_a_match(string preset) =>
        Assert.That(
            AnAnswer.Write(AnAnswer.With(AnAnswer.Found()), preset),
            Does.Not.Contain("\"reg_records\"").And.Contain("\"status\":\"succ\",\"pagination\":{\"page_size\":50,\"page_number\":1,\"total_count\":0}"));

    [Test]
    public void Several_records_are_a_list_for_everyone()
    {
        foreach (var preset in Presets.Names)
            Assert.That(
                AnAnswer.Write(AnAnswer.With(AnAnswer.Found(AnAnswer.Record(), AnAnswer.Record())), preset),
                Does.Contain($"\"reg_records\":[{Person},{Person}]"), preset);
    }

    [Test]
    public void Records_of_several_events_name_no_event()
    {
        var answer = AnAnswer.With(AnAnswer.Found(AnAnswer.Record(), AnAnswer.Record(vitalEvent: VitalEvent.Death)));

        Assert.That(AnAnswer.Write(answer), Does.Not.Contain("reg_event_type"));
        Assert.That(AnAnswer.Write(answer, "opencrvs"), Does.Contain("\"reg_type\":\"ns:org:RegistryType:Civil\"").And.Not.Contain("reg_event_type"));
    }

    [Test]
    public void The_event_searched_is_named_even_when_nothing_matched() =>
        Assert.That(
            AnAnswer.Write(AnAnswer.With(AnAnswer.Found() with { Event = VitalEvent.Marriage })),
            Does.Contain("\"reg_event_type\":\"spdci-common:RegistryEventType:Marriage\""));

    [Test]
    public void A_refused_item_does_not_hurt_its_neighbour() =>
        Assert.That(AnAnswer.Write(AnAnswer.With(AnAnswer.Refused("ref-0"), AnAnswer.Found(AnAnswer.Record()))), Does
            .Contain("\"status\":\"succ\",\"total_count\":2,\"completed_count\":2")
            .And.Contain("""[{"reference_id":"ref-0","timestamp":"2026-02-03T04:05:06.789Z","status":"rjct","status_reason_code":"rjct.search_criteria.invalid","status_reason_message":"There is no attribute 'colour'."},{"reference_id":"ref-1","""));

    [Test]
    public void A_message_of_which_every_item_is_refused_is_rejected() =>
        Assert.That(
            AnAnswer.Write(AnAnswer.With(AnAnswer.Refused(), AnAnswer.Refused())),
            Does.Contain("\"status\":\"rjct\",\"status_reason_message\":\"There is no attribute 'colour'.\",\"total_count\":2"));

    [Test]
    public void Meta_is_written_as_given_and_not_to_who_knows_no_meta()
    {
        var answer = AnAnswer.With(AnAnswer.Found()) with { Meta = Encoding.UTF8.GetBytes("""{"environment":"Conformance"}""") };

        Assert.That(AnAnswer.Write(answer), Does.Contain("""
            "is_msg_encrypted":false,"meta":{"environment":"Conformance"}},"message"
            """));
        Assert.That(AnAnswer.Write(answer, "registry-stack"), Does.Not.Contain("meta"));
    }

    [Test]
    public void A_long_reason_is_cut_and_never_inside_a_character()
    {
        var words = new string('x', 998) + "😀 and more";
        var answer = AnAnswer.With(AnAnswer.Found(), new AnsweredItem.Refused("r", "rjct.sort.invalid", words));

        var written = JsonNode.Parse(AnAnswer.Write(answer))!["message"]!["search_response"]![1]!["status_reason_message"]!.GetValue<string>();

        Assert.That(written, Is.EqualTo(new string('x', 998)));
    }

    [Test]
    public void What_the_caller_sent_is_escaped()
    {
        var answer = AnAnswer.With(AnAnswer.Found()) with { Request = new RequestEcho("m", "search", "s", null, "t\"},\"x\":\u0000\"") };

        Assert.That(JsonNode.Parse(AnAnswer.Write(answer))!["message"]!["transaction_id"]!.GetValue<string>(), Is.EqualTo("t\"},\"x\":\u0000\""));
    }

    [Test]
    public void A_locale_that_is_not_known_is_not_told() =>
        Assert.That(AnAnswer.Write(AnAnswer.With(AnAnswer.Found(AnAnswer.Record()) with { Locale = null })), Does.Not.Contain("locale"));

    [Test]
    public void A_partner_with_field_limits_gets_the_masked_record()
    {
        var partner = AnAnswer.Partner() with { Access = Masked.Fields("sex") };
        var answer = AnAnswer.With(AnAnswer.Found(AnAnswer.Record(SamplePersons.Child)));

        Assert.That(AnAnswer.Write(answer, partner), Does.Contain("\"sex\":\"female\"}]").And.Not.Contain("Okello"));
    }

    [Test]
    public void A_page_of_a_thousand_records_is_whole()
    {
        var records = Enumerable.Range(0, 1000).Select(_ => AnAnswer.Record(SamplePersons.Child)).ToArray();
        using var output = new PooledBuffer(16);

        new SearchAnswerWriter().Write(AnAnswer.With(AnAnswer.Found(records) with { Total = 5000, Page = new PageRequest(1000, 2) }), AnAnswer.Partner(), output);

        var item = JsonNode.Parse(output.WrittenSpan)!["message"]!["search_response"]![0]!;
        Assert.That(item["data"]!["reg_records"]!.AsArray(), Has.Count.EqualTo(1000));
        Assert.That(item["pagination"]!.ToJsonString(), Is.EqualTo("""{"page_size":1000,"page_number":2,"total_count":5000}"""));
    }
}
