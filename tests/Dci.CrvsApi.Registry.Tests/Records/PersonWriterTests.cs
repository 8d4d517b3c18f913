using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Tests.Ingest;

namespace Dci.CrvsApi.Registry.Tests.Records;

[TestFixture]
internal sealed class PersonWriterTests
{
    private static readonly PlaceTree Places = new([.. SampleFiles.Read("places.json").Places]);

    [Test]
    public void Writes_the_child_of_a_birth()
    {
        var person = Written("r4-birth-names-in-three-scripts.json", PersonRole.Child);

        AssertSame(person, """
            {
              "@context": {"@vocab":"https://schema.spdci.org/common/v1","xsd":"http://www.w3.org/2001/XMLSchema#","schema":"http://schema.org/","rdfs":"http://www.w3.org/2000/01/rdf-schema#","owl":"http://www.w3.org/2002/07/owl#"},
              "@type": "CRVS_Person",
              "@id": "3c1d7b20-0000-4000-8000-000000050001#child",
              "identifier": [
                {"@type":"Identifier","identifier_type":"BRN","identifier_value":"2025-BR-000451"},
                {"@type":"Identifier","identifier_type":"UIN","identifier_value":"4400330011"}],
              "name": {"@type":"Name","surname":"القطان","given_name":"ليلى","second_name":"نور"},
              "sex": "female",
              "birth_date": "2025-02",
              "birth_place": {"@type":"Place","identifier":{"@type":"PropertyValue","name":"crvs-location","identifier":"9b5a6c1e-0000-4000-8000-000000000a03"},"name":"Brindle Bay Hospital","contained_in_place":"Brindle Bay"},
              "address": [{"@type":"Address","address_line_1":"5 Tide Row","locality":"Brindle","sub_region_code":"QM01","region_code":"QM","postal_code":"22018","country_code":"KE"}],
              "email": ["family.alqattan@example.org"],
              "parent1_identifier": {"@type":"Identifier","identifier_type":"PASSPORT","identifier_value":"P0099123"},
              "parent2_identifier": {"@type":"Identifier","identifier_type":"UIN","identifier_value":"4400330022"},
              "registration_date": "2025-03-04",
              "last_updated": "2025-03-10T08:00:00.000Z"
            }
            """);
    }

    [Test]
    public void Writes_the_deceased_of_a_death()
    {
        var person = Written("opencrvs-1.6-death.json", PersonRole.Deceased);

        Assert.Multiple(() =>
        {
            Assert.That(person["identifier"]![0]!["identifier_type"]!.GetValue<string>(), Is.EqualTo("DRN"));
            Assert.That(person["identifier"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(person["death_date"]!.GetValue<string>(), Is.EqualTo("2024-03-30"));
            Assert.That(person["death_place"]!["address_line"]!.GetValue<string>(), Is.EqualTo("17, Heron Street"));
            Assert.That(person["death_place"]!["contained_in_place"]!.GetValue<string>(), Is.EqualTo("Brindle Bay East"));
            Assert.That(person["marital_status"]!.GetValue<string>(), Is.EqualTo("W"));
            Assert.That(person["birth_place"], Is.Null);
            Assert.That(person["address"]![0]!["country_code"], Is.Null, "FAR is no country");
        });
    }

    [TestCase(PersonRole.Bride, "Signe", "Duarte")]
    [TestCase(PersonRole.Groom, "Duarte", "Signe")]
    public void Writes_each_spouse_of_a_marriage_with_the_other(PersonRole role, string own, string other)
    {
        var person = Written("opencrvs-1.6-marriage.json", role);

        Assert.Multiple(() =>
        {
            Assert.That(person["name"]!["given_name"]!.GetValue<string>(), Is.EqualTo(own));
            Assert.That(person["identifier"]![0]!["identifier_type"]!.GetValue<string>(), Is.EqualTo("MRN"));
            Assert.That(person["marital_status"]!.GetValue<string>(), Is.EqualTo("M"));
            Assert.That(person["marriage_date"]!.ToJsonString(), Is.EqualTo("""["2024-05-11"]"""));
            Assert.That(person["marriage_place"]!["address_line"]!.GetValue<string>(), Is.EqualTo("Lantern Hall"));
            Assert.That(person["related_person"]![0]!["relationship"]!.GetValue<string>(), Is.EqualTo("SPS"));
            Assert.That(person["related_person"]![0]!["name"]!["given_name"]!.GetValue<string>(), Is.EqualTo(other));
        });
    }

    [Test]
    public void A_divorce_shows_its_date_and_that_of_the_marriage()
    {
        var register = new DemonstrationRegister(5, new DemonstrationCounts { Marriages = 30, Divorces = 5 });
        var divorce = register.Records(30, 1).Single().Record;

        var person = Written(divorce, PersonRole.Bride, null, PersonMapping.Default);

        Assert.That(person["divorce_date"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(person["marriage_date"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(person["marital_status"]!.GetValue<string>(), Is.EqualTo("D"));
        Assert.That(person["marriage_place"], Is.Null);
    }

    [Test]
    public void A_country_may_call_its_national_identifier_otherwise()
    {
        var record = SampleFiles.Read("r4-birth-names-in-three-scripts.json").Record!;

        var person = Written(record, PersonRole.Child, null, new PersonMapping { NationalIdType = "NID" });

        Assert.That(person["identifier"]![1]!["identifier_type"]!.GetValue<string>(), Is.EqualTo("NID"));
    }

    [TestCase("eng", "Al-Qattan")]
    [TestCase("amh", "አልቃታን")]
    [TestCase("khm", "القطان")]
    [TestCase(null, "القطان")]
    public void Names_are_in_the_language_asked_for_or_the_default(string? language, string surname)
    {
        var record = SampleFiles.Read("r4-birth-names-in-three-scripts.json").Record!;

        var person = Written(record, PersonRole.Child, language, PersonMapping.Default);

        Assert.That(person["name"]!["surname"]!.GetValue<string>(), Is.EqualTo(surname));
    }

    [Test]
    public void Nothing_is_null_or_empty()
    {
        var register = new DemonstrationRegister(11, DemonstrationCounts.Small);

        foreach (var rendition in register.Records().SelectMany(entry => entry.Renditions))
            AssertFilled(JsonNode.Parse(rendition.Person.Span), Encoding.UTF8.GetString(rendition.Person.Span));
    }

    private static void AssertFilled(JsonNode? node, string whole)
    {
        switch (node)
        {
            case JsonObject child when child.Count > 0:
                foreach (var (_, value) in child)
                    AssertFilled(value, whole);
                break;
            case JsonArray array when array.Count > 0:
                foreach (var element in array)
                    AssertFilled(element, whole);
                break;
            case JsonValue value when value.ToString().Length > 0:
                break;
            default:
                Assert.Fail(whole);
                break;
        }
    }

    private static JsonObject Written(string sample, PersonRole role) =>
        Written(SampleFiles.Read(sample).Record!, role, null, PersonMapping.Default);

    private static JsonObject Written(VitalRecord record, PersonRole role, string? language, PersonMapping mapping)
    {
        var output = new ArrayBufferWriter<byte>();
        new PersonWriter(mapping).Write(record, role, language, Places, output);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }

    private static void AssertSame(JsonNode actual, string expected) =>
        Assert.That(actual.ToJsonString(), Is.EqualTo(JsonNode.Parse(expected)!.ToJsonString()));
}
