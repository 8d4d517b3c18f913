using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;
using WebhookReceiver;

namespace Dci.CrvsApi.Tests.Samples;

/// <summary>The sample against the server, as a newcomer runs them: with nothing but <c>demo.json</c>.</summary>
internal sealed class AskingTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crvs-asking-");

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Is_called_back_with_the_record_it_asked_for()
    {
        var demo = Path.Combine(DemoServer.Instance.DataFolder, "demo.json");
        _ = DemoServer.Instance.Demo;
        var (read, question) = Settings.Read(["--demo", demo, "--folder", _folder.FullName, "--urls", "http://127.0.0.1:0", "--ask"]);
        using var http = DemoServer.Instance.CreateClient();
        var settings = read with { Server = http.BaseAddress! };
        using var keys = OwnKeys.Open(settings);
        var lines = new StringWriter();
        await using var receiver = await Receiver.StartAsync(settings, keys, DemoServer.Instance.CreateClient(), lines);
        var client = new RegistryClient(http, settings, keys);

        var message = await client.ComposeSearchAsync([question!], new Uri(receiver.Address, "callback"), encrypted: false);
        var acknowledgement = JsonNode.Parse(await client.SendAsync("/registry/search", message))!["message"]!;

        Assert.That((string?)acknowledgement["ack_status"], Is.EqualTo("ACK"));
        var called = await FirstAsync(settings.InboxFile);
        Assert.That(called.GetProperty("header").GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(called.GetProperty("message").GetProperty("transaction_id").GetString(), Is.EqualTo(message.TransactionId));
        Assert.That(called.GetProperty("message").GetProperty("correlation_id").GetString(), Is.EqualTo((string?)acknowledgement["correlation_id"]));
        var records = called.GetProperty("message").GetProperty("search_response")[0].GetProperty("data").GetProperty("reg_records");
        Assert.That(records.EnumerateArray().First().GetRawText(), Does.Contain(question!.Value));
        Assert.That(lines.ToString(), Does.Contain("items: 1, records: 1").And.Not.Contain(question.Value), "nobody's number is printed");
    }

    private static async Task<JsonElement> FirstAsync(string inbox)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            using (var reader = new StreamReader(new FileStream(inbox, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)))
            {
                if ((await reader.ReadToEndAsync()).Split('\n') is [{ Length: > 0 } line, _, ..])
                    return JsonElement.Parse(line);
            }

            await Task.Delay(50);
        }

        throw new AssertionException("No callback came.");
    }
}
