using System.Text.Json.Nodes;
using Dci.CrvsApi.Discovery;
using NJsonSchema;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>openapi.yaml as tests ask it: its operations, its schemas, and whether a message is what a schema says.</summary>
internal sealed class ContractReader
{
    private const string SchemaPrefix = "#/components/schemas/";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    private static readonly Lazy<ContractReader> LazyContract = new(() => new ContractReader(File.ReadAllBytes(RepositoryFiles.Contract)));

    private readonly JsonSchema _schemas;

    private ContractReader(byte[] yaml)
    {
        Document = JsonNode.Parse(YamlJson.Convert(yaml))!.AsObject();
        Operations = [.. Document["paths"]!.AsObject().SelectMany(OperationsOf)];
        Schemas = Document["components"]!["schemas"]!.AsObject();
        _schemas = JsonSchema.FromJsonAsync(Definitions(Schemas)).GetAwaiter().GetResult();
    }

    public static ContractReader Contract => LazyContract.Value;

    public JsonObject Document { get; }

    public JsonObject Schemas { get; }

    /// <summary>The operations of the server itself, callbacks not among them.</summary>
    public IReadOnlyList<ContractOperation> Operations { get; }

    public IReadOnlyDictionary<string, JsonNode> Examples =>
        Document["components"]!["examples"]!.AsObject().ToDictionary(example => example.Key, example => example.Value!["value"]!);

    /// <summary>The schema a <c>$ref</c> names.</summary>
    public static string NameOf(JsonNode reference) => reference["$ref"]!.GetValue<string>()[SchemaPrefix.Length..];

    /// <summary>What is wrong with a message by a schema of the contract; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(string schema, string json) =>
        [.. _schemas.Definitions[schema].Validate(json).Select(error => error.ToString())];

    /// <summary>The same for the answer of an operation.</summary>
    public IReadOnlyList<string> Faults(string operationId, int status, string json) => Faults(ReplySchema(operationId, status), json);

    /// <summary>The schema of an operation's JSON answer.</summary>
    public string ReplySchema(string operationId, int status)
    {
        var reply = Operations.Single(operation => operation.Id == operationId).Node["responses"]![status.ToString()]!;
        var content = Resolve(reply)["content"]!;
        return NameOf((content["application/json"] ?? content["application/fhir+json"])!["schema"]!);
    }

    /// <summary>The node itself, or the one it refers to.</summary>
    public JsonNode Resolve(JsonNode node)
    {
        if (node["$ref"] is not { } reference)
            return node;
        JsonNode target = Document;
        foreach (var step in reference.GetValue<string>()[2..].Split('/'))
            target = target[step]!;
        return target;
    }

    private static IEnumerable<ContractOperation> OperationsOf(KeyValuePair<string, JsonNode?> path) =>
        from member in path.Value!.AsObject()
        where Methods.Contains(member.Key)
        select new ContractOperation(member.Key.ToUpperInvariant(), path.Key, member.Value!["operationId"]!.GetValue<string>(), member.Value!.AsObject());

    private static string Definitions(JsonObject schemas)
    {
        var definitions = schemas.DeepClone().AsObject();
        foreach (var node in JsonWalk.Objects(definitions).Where(node => node["nullable"]?.GetValueKind() == System.Text.Json.JsonValueKind.True).ToList())
            node["type"] = new JsonArray(node["type"]!.DeepClone(), "null");
        var root = new JsonObject { ["definitions"] = definitions };
        return root.ToJsonString().Replace(SchemaPrefix, "#/definitions/", StringComparison.Ordinal);
    }
}

/// <summary>One operation of the contract.</summary>
internal sealed record ContractOperation(string Method, string Path, string Id, JsonObject Node)
{
    public override string ToString() => $"{Method} {Path} ({Id})";
}
