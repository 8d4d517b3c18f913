using System.Net;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Messaging;

/// <summary>Thousands of mutations of the samples: never a 500, never a stack trace, always JSON of one of the known forms.</summary>
internal sealed class FuzzTests
{
    private const int Mutations = 3_000;
    private static readonly string[] Splices = ["null", "[]", "{}", "\"\"", "-1", "1e999", "\"\\ud800\"", "\"\\u0000\"", "true", "{\"$in\":[]}", "[[[[[[[[]]]]]]]]", "\"2026-02-30\"", "99999999999999999999", "{\"a\":1,\"a\":2}"];

    [Test]
    public async Task Every_mutation_of_every_sample_gets_a_clear_answer()
    {
        var partner = DemoServer.Partner();
        partner.HoldToContract = false;
        var random = new Random(7);
        var seeds = Seeds();
        for (var i = 0; i < Mutations; i++)
        {
            using var content = new ByteArrayContent(Mutate(seeds[random.Next(seeds.Count)], random));
            content.Headers.ContentType = new("application/json");
            var reply = await partner.PostAsync(content);

            Assert.That((int)reply.Status, Is.EqualTo(200).Or.InRange(400, 499), () => $"mutation {i}: {reply.Text}");
            Assert.That(reply.MediaType, Is.EqualTo("application/json"));
            Assert.That(reply.Text, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
            if (reply.Status != HttpStatusCode.OK)
                Assert.That(reply.Json.GetProperty("message").GetProperty("ack_status").GetString(), Is.EqualTo("ERR"));
        }

        Assert.That(DemoServer.Instance.Logs.Lines.Where(line => line.Contains(" Error ", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>The samples as the demonstration partner sends them: its sender id, the time now.</summary>
    private static List<string> Seeds()
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ");
        var seeds = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "api-spec", "examples"), "*search*.json"))
        {
            var text = File.ReadAllText(file);
            using var sample = JsonDocument.Parse(text);
            if (!sample.RootElement.TryGetProperty("header", out var header) || header.GetProperty("action").GetString() != "search")
                continue;
            text = text.Replace(header.GetProperty("message_ts").GetString()!, now).Replace(header.GetProperty("sender_id").GetString()!, "demo");
            if (header.TryGetProperty("receiver_id", out var receiver))
                text = text.Replace(receiver.GetString()!, "crvs.localhost");
            seeds.Add(text);
        }

        Assert.That(seeds, Is.Not.Empty);
        return seeds;
    }

    private static byte[] Mutate(string seed, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(seed).ToList();
        for (var change = random.Next(3); change >= 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]));
                    break;
                case 3:
                    ReplaceValue(bytes, at, random);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts another value behind the next colon.</summary>
    private static void ReplaceValue(List<byte> bytes, int from, Random random)
    {
        var colon = bytes.IndexOf((byte)':', from);
        if (colon < 0)
            return;
        var end = bytes.FindIndex(colon, value => value is (byte)',' or (byte)'}' or (byte)']');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]));
    }
}
