using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class ContractExamplesTests
{
    private static readonly ContractReader Contract = ContractReader.Contract;

    public static IEnumerable<TestCaseData> Uses =>
        from content in JsonWalk.Objects(Contract.Document)
        where content["schema"] is JsonObject && content["examples"] is JsonObject
        let schema = ContractReader.NameOf(content["schema"]!)
        from example in content["examples"]!.AsObject()
        group schema by example.Key into use
        from schema in use.Distinct()
        select new TestCaseData(use.Key, schema) { TestName = $"{{m}}({use.Key})" };

    [Test]
    public void Carries_every_sample_of_the_folder_and_no_other() =>
        Assert.That(Contract.Examples.Keys, Is.EquivalentTo(RepositoryFiles.Examples.Keys), "Run GenerateContract (api-spec/README.md).");

    [TestCaseSource(nameof(Names))]
    public void Carries_the_sample_as_its_file_has_it(string name) =>
        Assert.That(
            JsonNode.DeepEquals(Contract.Examples[name], JsonNode.Parse(RepositoryFiles.Examples[name])),
            Is.True,
            "Run GenerateContract (api-spec/README.md).");

    [Test]
    public void Shows_every_sample_at_an_operation() =>
        Assert.That(Uses.Select(use => (string)use.Arguments[0]!).Distinct(), Is.EquivalentTo(RepositoryFiles.Examples.Keys));

    [TestCaseSource(nameof(Uses))]
    public void Shows_samples_that_are_what_their_schema_says(string name, string schema) =>
        Assert.That(Contract.Faults(schema, RepositoryFiles.Examples[name]), Is.Empty);

    [TestCase("sync-search.birth-by-BRN.request", "SearchRequestEnvelope", "$.message.transaction_id")]
    [TestCase("sync-search.birth-by-BRN.request", "SearchRequestEnvelope", "$.header.sender_id")]
    [TestCase("sync-search.one-birth.reply", "SearchResponseEnvelope", "$.message.search_response[0].status")]
    [TestCase("ack.reply", "AckResponse", "$.message.correlation_id")]
    public void Notices_a_member_that_is_missing(string name, string schema, string path)
    {
        var message = JsonNode.Parse(RepositoryFiles.Examples[name])!;
        var member = JsonWalk.Objects(message).Single(node => path.StartsWith(node.GetPath() + ".", StringComparison.Ordinal)
            && !path[(node.GetPath().Length + 1)..].Contains('.', StringComparison.Ordinal));
        member.Remove(path[(path.LastIndexOf('.') + 1)..]);

        Assert.That(Contract.Faults(schema, message.ToJsonString()), Is.Not.Empty);
    }

    [Test]
    public void Shows_a_sample_for_every_kind_of_query()
    {
        var kinds = RepositoryFiles.Examples.Values
            .SelectMany(text => JsonWalk.Objects(JsonNode.Parse(text)))
            .Select(node => node["query_type"]?.ToString())
            .OfType<string>();

        Assert.That(kinds, Is.SupersetOf(Contract.Schemas["QueryType"]!["enum"]!.AsArray().Select(kind => kind!.ToString())));
    }

    [Test]
    public void Asks_as_the_demonstration_partner()
    {
        string[] actions = ["search", "subscribe", "unsubscribe", "txn-status"];
        var senders = from text in RepositoryFiles.Examples.Values
                      let header = JsonNode.Parse(text)!["header"]
                      where header is not null && actions.Contains(header["action"]!.ToString())
                      select header["sender_id"]!.ToString();

        Assert.That(senders, Is.Not.Empty.And.All.EqualTo(DemonstrationPartner.Id));
    }

    private static IEnumerable<string> Names() => RepositoryFiles.Examples.Keys;
}
