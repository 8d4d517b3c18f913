using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Tests.Profiles;

/// <summary>Random canonical persons in which every value tells the field it belongs to, also inside a related person.</summary>
internal static class MarkedPerson
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Texts = ["plain", "ሰላም", "محمد", "quote \" and \\", "control \u0001", "pair 😀", "</script>", "line\nline"];

    public static IReadOnlyList<string> Fields { get; } =
    [
        "identifier", "name", "sex", "birth_date", "death_date", "birth_place", "death_place", "marriage_place", "address", "phone_number", "email",
        "marital_status", "marriage_date", "divorce_date", "related_person", "parent1_identifier", "parent2_identifier", "registration_date", "last_updated",
    ];

    public static string MarkOf(string field) => $"mark:{field};";

    public static string Of(Random random)
    {
        var person = new JsonObject { ["@context"] = new JsonObject { ["@vocab"] = "v" }, ["@id"] = "id", ["@type"] = "CRVS_Person" };
        foreach (var field in Fields.Where(_ => random.Next(4) > 0).OrderBy(_ => random.Next()))
            person[field] = field == "related_person" ? Related(random) : Value(field, random);
        return person.ToJsonString(Written);
    }

    private static JsonArray Related(Random random) => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (JsonNode)Relative(random))];

    private static JsonObject Relative(Random random)
    {
        var relative = new JsonObject { ["@type"] = "RelatedPerson", ["relationship"] = "SPS" };
        foreach (var field in new[] { "identifier", "name", "sex", "birth_date", "death_date", "address" }.Where(_ => random.Next(3) > 0))
            relative[field] = Value(field, random);
        return relative;
    }

    private static JsonNode Value(string field, Random random) => field switch
    {
        "identifier" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (JsonNode)Identifier(field, random))]),
        "parent1_identifier" or "parent2_identifier" => Identifier(field, random),
        "name" => new JsonObject { ["@type"] = "Name", ["surname"] = Text(field, random), ["given_name"] = Text(field, random), ["second_name"] = Text(field, random), ["prefix"] = Text(field, random) },
        "birth_place" or "death_place" or "marriage_place" => new JsonObject
        {
            ["@type"] = "Place",
            ["name"] = Text(field, random),
            ["contained_in_place"] = Text(field, random),
            ["geo"] = new JsonObject { ["latitude"] = random.NextDouble() },
        },
        "address" => new JsonArray(new JsonObject { ["address_line_1"] = Text(field, random), ["address_line_2"] = Text(field, random), ["country_code"] = "XX" }),
        "phone_number" or "email" or "marriage_date" or "divorce_date" => new JsonArray(Text(field, random)),
        _ => Text(field, random),
    };

    private static JsonObject Identifier(string field, Random random) => new()
    {
        ["@type"] = "Identifier",
        ["identifier_type"] = new[] { "UIN", "BRN", "PASSPORT" }[random.Next(3)],
        ["identifier_value"] = Text(field, random),
    };

    private static JsonValue Text(string field, Random random) => JsonValue.Create(MarkOf(field) + Texts[random.Next(Texts.Length)]);
}
