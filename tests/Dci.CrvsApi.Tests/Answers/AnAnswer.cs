using System.Buffers;
using System.Text;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Answers;

/// <summary>Search answers with valid defaults.</summary>
internal static class AnAnswer
{
    public static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(0));

    public static SearchAnswer With(params AnsweredItem[] items) => new()
    {
        Request = new RequestEcho("req-1", "search", "spmis.example", "crvs.example", "txn-1"),
        MessageId = "reply-1",
        ServerId = "crvs.localhost",
        CorrelationId = "corr-1",
        At = At,
        Items = items,
    };

    public static AnsweredItem.Found Found(params RecordMatch[] records) => new("ref-1", records, records.Length, new PageRequest(50, 1)) { Locale = "eng" };

    public static RecordMatch Record(string person = """{"@type":"CRVS_Person"}""", VitalEvent vitalEvent = VitalEvent.LiveBirth) =>
        new("id", vitalEvent, Encoding.UTF8.GetBytes(person), null);

    public static AnsweredItem.Refused Refused(string referenceId = "ref-2") =>
        new(referenceId, "rjct.search_criteria.invalid", "There is no attribute 'colour'.");

    public static Partner Partner(string preset = Presets.Default) => Partner(Presets.Find(preset)!);

    public static Partner Partner(OutputProfile profile) => new() { Id = "p", Disabled = false, SenderIds = ["spmis.example"], Profile = profile };

    public static string Write(SearchAnswer answer, Partner partner)
    {
        var output = new ArrayBufferWriter<byte>();
        new SearchAnswerWriter().Write(answer, partner, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Write(SearchAnswer answer, string preset = Presets.Default) => Write(answer, Partner(preset));
}
