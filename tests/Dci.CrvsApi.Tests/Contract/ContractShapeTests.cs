using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dci.CrvsApi.Tests.Contract;

public sealed partial class ContractShapeTests
{
    private static readonly ContractReader Contract = ContractReader.Contract;

    private static readonly string[] DciOperations =
    [
        "POST /registry/notify", "POST /registry/on-search", "POST /registry/on-subscribe", "POST /registry/on-unsubscribe",
        "POST /registry/search", "POST /registry/subscribe", "POST /registry/sync/search", "POST /registry/sync/txn/status",
        "POST /registry/txn/on-status", "POST /registry/txn/status", "POST /registry/unsubscribe",
    ];

    [Test]
    public void Describes_every_operation_of_the_standard() =>
        Assert.That(Contract.Operations.Select(operation => $"{operation.Method} {operation.Path}"), Is.SupersetOf(DciOperations));

    [Test]
    public void Names_every_operation_once_and_as_a_method_is_named()
    {
        var ids = JsonWalk.Objects(Contract.Document).Select(node => node["operationId"]).OfType<JsonValue>().Select(id => id.GetValue<string>()).ToList();

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.All.Match("^[A-Z][A-Za-z]+$"));
    }

    [Test]
    public void Names_every_object_schema()
    {
        var named = Contract.Schemas.Select(schema => schema.Value).ToHashSet();

        var inline = from node in SchemaNodes()
                     where (node["properties"] is JsonObject || node["type"]?.ToString() == "object") && !named.Contains(node)
                     select node.GetPath();

        Assert.That(inline, Is.Empty);
    }

    [Test]
    public void Refers_only_to_what_is_there()
    {
        var broken = JsonWalk.Objects(Contract.Document)
            .Where(node => node["$ref"] is JsonValue && Target(node) is null)
            .Select(node => node["$ref"]!.ToString());

        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Uses_every_schema()
    {
        var used = JsonWalk.Objects(Contract.Document).Select(node => node["$ref"]).OfType<JsonValue>().Select(value => value.ToString()).ToHashSet();

        Assert.That(Contract.Schemas.Select(schema => "#/components/schemas/" + schema.Key).Where(name => !used.Contains(name)), Is.Empty);
    }

    [Test]
    public void Names_every_member_of_every_enumeration()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var schema in SchemaNodes().Where(node => node["enum"] is JsonArray))
            {
                var names = schema["x-enumNames"]?.AsArray().Select(name => name!.ToString()).ToList() ?? [];
                Assert.That(names, Has.Count.EqualTo(schema["enum"]!.AsArray().Count), schema.GetPath());
                Assert.That(names, Is.Unique, schema.GetPath());
                Assert.That(names, Has.All.Match("^[A-Z][A-Za-z0-9]*$"), schema.GetPath());
            }
        }
    }

    [Test]
    public void Says_what_every_schema_and_member_means()
    {
        var members = from schema in Contract.Schemas
                      from member in schema.Value!["properties"]?.AsObject() ?? []
                      select member.Value!.AsObject();
        var silent = from node in members.Concat(Contract.Schemas.Select(schema => schema.Value!.AsObject()))
                     where node["description"] is null && node["$ref"] is null
                     select node.GetPath();

        Assert.That(silent, Is.Empty);
    }

    [Test]
    public void Requires_only_members_it_describes()
    {
        var ghosts = from schema in Contract.Schemas
                     from name in schema.Value!["required"]?.AsArray().Select(name => name!.ToString()) ?? []
                     where schema.Value!["properties"]?[name] is null
                     select $"{schema.Key}.{name}";

        Assert.That(ghosts, Is.Empty);
    }

    [Test]
    public void Asks_a_token_for_every_operation_of_the_registry() =>
        Assert.That(
            Contract.Operations.Where(operation => operation.Path.StartsWith("/registry/", StringComparison.Ordinal)).Select(SchemesOf),
            Has.All.Contain("Bearer"));

    [Test]
    public void Describes_the_callback_of_every_asynchronous_operation()
    {
        string[] asynchronous = ["Search", "Subscribe", "Unsubscribe", "TxnStatus"];

        Assert.That(
            Contract.Operations.Where(operation => operation.Node["callbacks"] is not null).Select(operation => operation.Id),
            Is.EquivalentTo(asynchronous));
    }

    [TestCase(400), TestCase(401), TestCase(403), TestCase(405), TestCase(408), TestCase(413), TestCase(415), TestCase(429), TestCase(500), TestCase(503)]
    public void Answers_every_fault_of_a_message_with_the_one_error_body(int status) =>
        Assert.That(
            Contract.Operations.Where(operation => DciOperations.Contains($"{operation.Method} {operation.Path}"))
                .Select(operation => Contract.ReplySchema(operation.Id, status)),
            Has.All.EqualTo("ErrorBody"));

    private static IEnumerable<string> SchemesOf(ContractOperation operation) =>
        (operation.Node["security"] ?? Contract.Document["security"])!.AsArray().SelectMany(scheme => scheme!.AsObject().Select(member => member.Key));

    /// <summary>Whatever can be a schema: everything outside the samples.</summary>
    private static IEnumerable<JsonObject> SchemaNodes() =>
        JsonWalk.Objects(Contract.Document).Where(node => !InsideSample().IsMatch(node.GetPath()));

    private static JsonNode? Target(JsonObject node)
    {
        try
        {
            return Contract.Resolve(node);
        }
        catch (NullReferenceException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\$\.components\.examples\b|^\$\.components\.securitySchemes\b")]
    private static partial Regex InsideSample();
}
