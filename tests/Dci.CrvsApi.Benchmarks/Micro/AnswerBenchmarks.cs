using System.Buffers;
using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>Writing the payload of an answer: stored bytes spliced in, and the same through a mask.</summary>
public class AnswerBenchmarks
{
    private static readonly byte[] Person =
        [.. """
        {"@context":"https://schema.spdci.org/extensions/crvs/v1/CRVSPerson.jsonld","@type":"CRVS_Person","@id":"urn:uuid:0d1f9f0a-6c37-4f5c-9a39-0f5c3a4b7a11","identifier":[{"@type":"Identifier","identifier_type":"BRN","identifier_value":"2019-0001234"},{"@type":"Identifier","identifier_type":"UIN","identifier_value":"7731904426"}],"name":{"@type":"Name","surname":"Okembe","given_name":"Asha","second_name":"Lulu"},"sex":"female","birth_date":"2019-02-17","birth_place":{"@type":"Place","name":"Riverside Health Post","contained_in_place":"Northern District","geo":{"latitude":-3.21,"longitude":28.94}},"parent1_identifier":{"@type":"Identifier","identifier_type":"UIN","identifier_value":"5520117380"},"parent2_identifier":{"@type":"Identifier","identifier_type":"UIN","identifier_value":"5520117391"},"address":[{"@type":"Address","address_line_1":"14 Mill Lane","locality":"Northern District","region_code":"N","postal_code":"10440","country_code":"UT"}],"registration_date":"2019-03-02","last_updated":"2019-03-02T09:12:44.000Z"}
        """u8];

    private static readonly OutputProfile Profile = new() { Preset = Presets.Default };
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private readonly SearchAnswerWriter _writer = new();
    private readonly Partner _partner = new() { Id = "bench", Disabled = false, SenderIds = ["bench"], Profile = Profile };
    private readonly Partner _masked = new()
    {
        Id = "bench-masked",
        Disabled = false,
        SenderIds = ["bench-masked"],
        Profile = Profile,
        Access = new AccessGrant { Fields = FrozenSet.Create("identifier", "name", "sex", "birth_date") },
    };

    private readonly SearchAnswer _one = Answer(1);
    private readonly SearchAnswer _hundred = Answer(100);

    [Benchmark]
    public int OneRecord() => Write(_one, _partner);

    [Benchmark]
    public int OneRecordMasked() => Write(_one, _masked);

    [Benchmark]
    public int HundredRecords() => Write(_hundred, _partner);

    [Benchmark]
    public int HundredRecordsMasked() => Write(_hundred, _masked);

    private static SearchAnswer Answer(int records) => new()
    {
        Request = new RequestEcho(Guid.NewGuid().ToString(), "search", "bench", "benchmark-registry", Guid.NewGuid().ToString()),
        MessageId = Guid.NewGuid().ToString(),
        ServerId = "benchmark-registry",
        CorrelationId = Guid.NewGuid().ToString(),
        At = TimeProvider.System.GetUtcNow(),
        Items =
        [
            new AnsweredItem.Found(
                "ref-0",
                [.. Enumerable.Repeat(new RecordMatch("0d1f9f0a-6c37-4f5c-9a39-0f5c3a4b7a11", VitalEvent.LiveBirth, Person, null), records)],
                records,
                new PageRequest(100, 1)),
        ],
    };

    private int Write(SearchAnswer answer, Partner partner)
    {
        _output.ResetWrittenCount();
        _writer.Write(answer, partner, _output);
        return _output.WrittenCount;
    }
}
