using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Submissions;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

internal sealed class SubmissionReaderTests
{
    private const string Bundle =
        """
        {"resourceType":"Bundle","type":"document","identifier":{"system":"urn:s","value":"1"},"entry":[
        {"fullUrl":"http://r.example.org/fhir/Composition/c","resource":{"resourceType":"Composition","id":"c","status":"final","type":{"coding":[{"code":"birth-declaration"}]},"date":"2025-01-01","author":[{"display":"x"}],"title":"x",
          "section":[{"code":{"coding":[{"code":"child-details"}]},"entry":[{"reference":"Patient/p"}]}]}},
        {"fullUrl":"http://r.example.org/fhir/Task/t","resource":{"resourceType":"Task","id":"t","status":"completed","intent":"order","code":{"coding":[{"code":"BIRTH"}]},"focus":{"reference":"Composition/c"},
          "businessStatus":{"coding":[{"code":"REGISTERED"}]},"identifier":[{"system":"http://opencrvs.org/specs/id/birth-registration-number","value":"B1"}]}},
        {"fullUrl":"http://r.example.org/fhir/Patient/p","resource":{"resourceType":"Patient","id":"p","birthDate":"2025-01-01"}}]}
        """;

    [Test]
    public void Knows_a_bundle_by_its_identifier_and_its_content_without_white_space()
    {
        var read = Accepted(Bundle);
        var compact = Accepted(JsonNode.Parse(Bundle)!.ToJsonString());
        var other = Accepted(Bundle.Replace("\"value\":\"1\"", "\"value\":\"2\"", StringComparison.Ordinal));

        Assert.That(compact.Digest.ToArray(), Is.EqualTo(read.Digest.ToArray()));
        Assert.That(compact.Identifier!.Value.ToArray(), Is.EqualTo(read.Identifier!.Value.ToArray()));
        Assert.That(other.Identifier!.Value.ToArray(), Is.Not.EqualTo(read.Identifier!.Value.ToArray()));
        Assert.That(read.Resources, Is.EqualTo(new[] { ("Composition", "c"), ("Task", "t"), ("Patient", "p") }));
        Assert.That(read.IsNotification, Is.False);
    }

    [Test]
    public void Lists_no_more_than_a_hundred_faults()
    {
        var bundle = JsonNode.Parse(Bundle)!;
        var section = bundle["entry"]![0]!["resource"]!["section"]![0]!["entry"]!.AsArray();
        for (var i = 0; i < 5000; i++)
            section.Add(new JsonObject { ["reference"] = $"Patient/none{i}" });

        var refused = (SubmissionReading.Refused)Read(bundle.ToJsonString());

        Assert.That(refused.Faults, Has.Count.EqualTo(100));
        Assert.That(refused.IsMalformed, Is.False);
    }

    [TestCase("Practitioner/x"), TestCase("Location/0"), TestCase("Location/known"), TestCase("http://elsewhere.example.org/fhir/Organization/1")]
    public void Lets_a_record_refer_to(string reference) =>
        Assert.That(Read(Owned(reference)), Is.InstanceOf<SubmissionReading.Accepted>());

    [TestCase("Patient/x"), TestCase("urn:uuid:00000000-0000-4000-8000-000000000000"), TestCase("Location/unknown"), TestCase("nothing")]
    public void Lets_no_record_refer_to(string reference) =>
        Assert.That(((SubmissionReading.Refused)Read(Owned(reference))).Faults.Single().Kind, Is.EqualTo(SubmissionFaultKind.NotFound));

    [Test]
    public void Survives_every_way_of_leaving_something_out()
    {
        foreach (var path in Paths(JsonNode.Parse(Bundle)!))
            foreach (var put in new JsonNode?[] { null, "x", 1, new JsonArray(), new JsonObject() })
            {
                var bundle = JsonNode.Parse(Bundle)!;
                var (parent, member) = Find(bundle, path);
                if (parent is JsonObject owner)
                    owner[member] = put?.DeepClone();
                else
                    parent.AsArray()[int.Parse(member, System.Globalization.CultureInfo.InvariantCulture)] = put?.DeepClone();

                Assert.That(() => Read(bundle.ToJsonString()), Throws.Nothing, path);
            }
    }

    private static IEnumerable<string> Paths(JsonNode node, string path = "")
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray elements => elements.Select((element, i) => ($"{i}", element)),
            _ => [],
        };
        foreach (var (name, child) in children)
        {
            yield return $"{path}/{name}";
            if (child is not null)
                foreach (var deeper in Paths(child, $"{path}/{name}"))
                    yield return deeper;
        }
    }

    private static (JsonNode Parent, string Member) Find(JsonNode bundle, string path)
    {
        var steps = path[1..].Split('/');
        var node = bundle;
        foreach (var step in steps[..^1])
            node = node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        return (node, steps[^1]);
    }

    private static string Owned(string reference)
    {
        var bundle = JsonNode.Parse(Bundle)!;
        bundle["entry"]![1]!["resource"]!["owner"] = new JsonObject { ["reference"] = reference };
        return bundle.ToJsonString();
    }

    private static SubmittedEvent Accepted(string json) => ((SubmissionReading.Accepted)Read(json)).Event;

    private static SubmissionReading Read(string json) =>
        SubmissionReader.Read(Encoding.UTF8.GetBytes(json), new PlaceTree([new Place { Id = "known", Kind = PlaceKind.Area, Name = "Known" }]));
}
