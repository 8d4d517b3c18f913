using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Ingest.Normalising;
using FsCheck;
using FsCheck.Fluent;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

[TestFixture]
internal sealed class HostileBundlesTests
{
    private static readonly JsonNode?[] Oddities =
    [
        null, "", " ", "\0", "x", 0, -1, 1e300, true, new JsonObject(), new JsonArray(), new JsonArray(new JsonArray(new JsonObject { ["a"] = 1 })),
        new JsonObject { ["reference"] = "Patient/" }, new JsonObject { ["reference"] = "urn:uuid:" }, "9999-12-31", "0000-00-00", "2024-02-30",
        "Location/0", "\u202E\uFFFF", "DROP TABLE record;--", new string('A', 5000), "0001-01-01", "Composition/../..", "/_history/", "2024-01-01T25:00:00Z",
    ];

    [TestCase("")]
    [TestCase("\0")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("7")]
    [TestCase("{}")]
    [TestCase("""{"resourceType":"Bundle"}""")]
    [TestCase("""{"resourceType":"Bundle","type":"document"}""")]
    [TestCase("""{"resourceType":"Bundle","type":"document","entry":[]}""")]
    [TestCase("""{"resourceType":"Bundle","type":"document","entry":[null,1,"x",[],{}]}""")]
    [TestCase("""{"resourceType":"Bundle","type":"document","entry":{"resource":{"resourceType":"Composition"}}}""")]
    [TestCase("""{"resourceType":"Bundle","resourceType":"Bundle"}""")]
    [TestCase("""{"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Zebra"}}]}""")]
    [TestCase("""{"resourceType":["Bundle"]}""")]
    [TestCase("""{"resourceType":"Bundle","id":"\ud800"}""")]
    [TestCase("""{"resourceType":"Bundle","\udfff":1}""")]
    [TestCase("""{"resourceType":"Patient","name":[{"family":"Secret"}]}""")]
    public void Refuses_what_is_no_record(string json) => Assert.That(SampleFiles.Faults(json), Is.Not.Empty);

    [Test]
    public void Refuses_bytes_that_are_no_text()
    {
        byte[] json = [.. """{"resourceType":"Bundle","id":" """u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.That(BundleReader.Read(json), Is.InstanceOf<BundleReading.Refused>());
    }

    [Test]
    public void Refuses_deep_nesting()
    {
        var json = $$"""{"resourceType":"Bundle","type":"document","entry":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";

        Assert.That(SampleFiles.Faults(json)[0].Reason, Does.Contain("deeper"));
    }

    [Test]
    public void Refuses_more_than_a_bundle_may_weigh()
    {
        var json = new byte[BundleJson.MaxBytes + 1];
        Array.Fill(json, (byte)' ');

        Assert.That(BundleReader.Read(json), Is.InstanceOf<BundleReading.Refused>());
    }

    [Test]
    public void A_byte_order_mark_is_no_fault() =>
        Assert.That(SampleFiles.Accepted((byte[])[0xEF, 0xBB, 0xBF, .. SampleFiles.Bytes("r4-birth-names-in-three-scripts.json")]).Record, Is.Not.Null);

    [Test]
    public void Faults_never_quote_what_was_sent()
    {
        var json = SampleFiles.Text("r4-birth-names-in-three-scripts.json")
            .Replace("\"2025-02\"", "\"Samira-2025\"", StringComparison.Ordinal)
            .Replace("\"gender\": \"male\"", "\"gender\": \"Samira\", \"Yusuf\": 1", StringComparison.Ordinal);

        var faults = SampleFiles.Faults(json);

        Assert.That(faults.Select(fault => fault.Path), Does.Contain("Bundle.entry[2].resource.birthDate"));
        Assert.That(faults.Select(fault => fault.Reason), Has.None.Contains("Samira"));
    }

    /// <summary>Replaces, removes, doubles or cuts something anywhere in a sample. What is taken is R4, and stays as it is.</summary>
    [FsCheck.NUnit.Property(MaxTest = 400)]
    public Property Never_throws_whatever_was_done_to_a_bundle() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var json = Mutated(new Random(seed));
            var reading = BundleReader.Read(json);
            return reading is BundleReading.Refused { Faults.Count: > 0 }
                || (reading is BundleReading.Accepted accepted && BundleReader.Read(accepted.Bundle.Normalised) is BundleReading.Accepted { Bundle.Differs: false });
        });

    private static byte[] Mutated(Random random)
    {
        var name = SampleFiles.Bundles[random.Next(SampleFiles.Bundles.Count)];
        if (random.Next(4) == 0)
            return Cut(SampleFiles.Bytes(name), random);
        var bundle = JsonNode.Parse(SampleFiles.Bytes(name))!;
        for (var changes = random.Next(1, 6); changes > 0; changes--)
            Change(bundle, random);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }

    private static byte[] Cut(byte[] json, Random random)
    {
        var at = random.Next(json.Length);
        if (random.Next(2) == 0)
            return json[..at];
        json[at] = (byte)random.Next(256);
        return json;
    }

    private static void Change(JsonNode bundle, Random random)
    {
        var nodes = Inside(bundle).ToList();
        var chosen = nodes[random.Next(nodes.Count)];
        var odd = Oddities[random.Next(Oddities.Length)]?.DeepClone();
        switch (chosen.Parent)
        {
            case JsonObject parent when random.Next(3) == 0:
                parent.Remove(chosen.GetPropertyName());
                break;
            case JsonObject parent:
                parent[chosen.GetPropertyName()] = random.Next(5) == 0 ? nodes[random.Next(nodes.Count)].DeepClone() : odd;
                break;
            case JsonArray array when random.Next(3) == 0:
                array.Add(chosen.DeepClone());
                break;
            case JsonArray array:
                array[chosen.GetElementIndex()] = odd;
                break;
        }
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject child => child.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var inner in children.OfType<JsonNode>().SelectMany(Inside))
            yield return inner;
    }
}
