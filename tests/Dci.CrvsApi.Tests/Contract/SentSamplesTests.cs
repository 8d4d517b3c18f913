using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>What a person can send from the page at <c>/docs</c>, sent to a server with the demonstration register.</summary>
internal sealed class SentSamplesTests
{
    private static readonly string[] Refused = ["sync-search.graphql-which-is-refused.request", "sync-search.encrypted.request"];

    [TestCaseSource(nameof(Answered))]
    public async Task Find_records(string name)
    {
        var reply = await SendAsync(name);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(ContractReader.Contract.Faults("SearchResponseEnvelope", reply.Text), Is.Empty);
        Assert.That(reply.Items.EnumerateArray().Where(item => Text(item, "reference_id") != "cannot-be-asked").Select(Total), Has.All.GreaterThan(0));
    }

    [Test]
    public async Task Show_an_item_that_is_rejected_beside_others_that_are_not()
    {
        var reply = await SendAsync("sync-search.batch.request");

        Assert.That(reply.Items.EnumerateArray().Select(item => Text(item, "status")), Is.EqualTo(new[] { "succ", "succ", "rjct" }));
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Are_refused_when_they_say_so(string name)
    {
        var reply = await SendAsync(name);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.Unauthorized), reply.Text);
        Assert.That(ContractReader.Contract.Faults("ErrorBody", reply.Text), Is.Empty);
    }

    private static IEnumerable<string> Answered() =>
        RepositoryFiles.Examples.Keys.Where(name => name.StartsWith("sync-search.", StringComparison.Ordinal) && name.EndsWith(".request", StringComparison.Ordinal)).Except(Refused);

    /// <summary>As the page sends it: with the present time and a new id.</summary>
    private static Task<Reply> SendAsync(string name)
    {
        var envelope = JsonNode.Parse(RepositoryFiles.Examples[name])!.AsObject();
        envelope["header"]!["message_ts"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        envelope["header"]!["message_id"] = Guid.NewGuid().ToString();
        return DemoServer.Partner().SendEnvelopeAsync(envelope);
    }

    private static string? Text(JsonElement item, string member) => item.GetProperty(member).GetString();

    private static long Total(JsonElement item) => item.GetProperty("pagination").GetProperty("total_count").GetInt64();
}
