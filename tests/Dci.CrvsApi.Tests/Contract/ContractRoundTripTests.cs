using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>Every sample goes through the generated records and comes back whole.</summary>
public sealed class ContractRoundTripTests
{
    private static readonly ContractReader Contract = ContractReader.Contract;

    [TestCaseSource(nameof(Parts))]
    public void Loses_nothing(string schema, string json)
    {
        var type = DciJson.Default.GetTypeInfo(typeof(DciJson).Assembly.GetType($"Dci.CrvsApi.Contract.{schema}", throwOnError: true)!)!;

        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type), type);

        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(json)), Is.True, written);
    }

    private static IEnumerable<TestCaseData> Parts() =>
        from use in ContractExamplesTests.Uses
        let name = (string)use.Arguments[0]!
        from part in PartsOf((string)use.Arguments[1]!, JsonNode.Parse(RepositoryFiles.Examples[name])!)
        select new TestCaseData(part.Schema, part.Json) { TestName = $"{{m}}({name}, {part.Schema})" };

    /// <summary>A message whole, an envelope by its header and message, a batch also by its items.</summary>
    private static IEnumerable<(string Schema, string Json)> PartsOf(string schema, JsonNode message)
    {
        if (!schema.EndsWith("Envelope", StringComparison.Ordinal))
            return [(schema, message.ToJsonString())];

        var properties = Contract.Schemas[schema]!["properties"]!;
        var header = ContractReader.NameOf(properties["header"]!);
        var encrypted = message["header"]!["is_msg_encrypted"]?.GetValue<bool>() == true;
        var payload = encrypted ? "EncryptedMessage" : ContractReader.NameOf(Contract.Resolve(properties["message"]!)["anyOf"]![0]!);
        var items = message["message"]!["search_request"] ?? message["message"]!["subscribe_request"];
        return
        [
            (header == "MsgAnyHeader" ? "MsgCallbackHeader" : header, message["header"]!.ToJsonString()),
            (payload, message["message"]!.ToJsonString()),
            .. (items?.AsArray() ?? []).Select(item => (payload + "Item", item!.ToJsonString())),
        ];
    }
}
