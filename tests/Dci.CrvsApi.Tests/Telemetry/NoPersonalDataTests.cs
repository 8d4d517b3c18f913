using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Telemetry;

/// <summary>What the server logs, at its most talkative, names nobody.</summary>
internal sealed class NoPersonalDataTests
{
    [Test]
    public async Task Logs_and_metrics_hold_no_identifier_name_secret_or_token()
    {
        var partner = DemoServer.Partner();
        var number = DemoServer.Identifier("BRN");
        var found = await partner.SearchAsync("BRN", number, signed: true);
        var record = found.Records[0];
        await partner.SearchAsync("predicate", new JsonArray(new JsonObject
        {
            ["expression1"] = new JsonObject { ["attribute_name"] = "name.surname", ["operator"] = "eq", ["attribute_value"] = "Quillwhisper" },
        }));
        await partner.SearchAsync("SHOE_SIZE", "Quillwhisper");
        using var management = DemoServer.Instance.CreateManagementClient();
        var metrics = await management.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        string[] personal =
        [
            number,
            DemoServer.Identifier("UIN"),
            record.GetProperty("name").GetProperty("surname").GetString()!,
            record.GetProperty("name").GetProperty("given_name").GetString()!,
            "Quillwhisper",
            DemoServer.Instance.Demo.GetProperty("client_secret").GetString()!,
            await partner.TokenAsync(),
        ];
        var logged = string.Join('\n', DemoServer.Instance.Logs.Lines);

        Assert.That(logged, Does.Contain("Composition?"), "debug logging shows queries");
        foreach (var value in personal)
            Assert.That(logged, Does.Not.Contain(value));
        Assert.That(metrics, Does.Contain("crvs_search_items_total").And.Not.Contain("Quillwhisper"));
    }
}
