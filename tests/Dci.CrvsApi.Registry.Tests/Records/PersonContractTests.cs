using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Tests.Ingest;

namespace Dci.CrvsApi.Registry.Tests.Records;

[TestFixture]
internal sealed class PersonContractTests
{
    private static readonly JsonSerializerOptions Strict = new(DciJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Test]
    public void Every_member_of_a_generated_person_is_in_the_contract()
    {
        foreach (var rendition in new DemonstrationRegister(3, DemonstrationCounts.Small).Records().SelectMany(entry => entry.Renditions))
            AssertInContract(rendition);
    }

    [TestCaseSource(typeof(SampleFiles), nameof(SampleFiles.Bundles))]
    public void Every_member_of_a_sample_person_is_in_the_contract(string name)
    {
        if (SampleFiles.Read(name).Record is not { } record)
            return;
        foreach (var rendition in new RecordRenderer(PersonMapping.Default).Renditions(record, PlaceTree.Empty))
            AssertInContract(rendition);
    }

    private static void AssertInContract(Rendition rendition)
    {
        var person = JsonSerializer.Deserialize<CrvsPerson>(rendition.Person.Span, Strict);

        var again = JsonSerializer.SerializeToNode(person, Strict);
        Assert.That(JsonNode.DeepEquals(again, JsonNode.Parse(rendition.Person.Span)), Is.True, again?.ToJsonString());
    }
}
