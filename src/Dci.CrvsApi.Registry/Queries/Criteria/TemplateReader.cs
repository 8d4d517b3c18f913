using System.Text.Json;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>Opens the wrappers around an expression: <c>{type, value: {expression: {collection, query: …}}}</c>, any of which may be left out.</summary>
internal static class TemplateReader
{
    private static readonly Spelling<string> Languages = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NoSql"] = "NoSql",
        ["expression"] = "expression",
        ["predicate"] = "predicate",
        ["graphql"] = "graphql",
    });

    public static QueryReadout? Read(JsonElement type, JsonElement value, Reading reading)
    {
        var language = "expression";
        if (ValueReader.IsPresent(type)
            && (type.ValueKind != JsonValueKind.String || !Languages.TryFindLocalName(type.GetString(), out language)))
        {
            reading.Refused("The type of the expression is not supported. Supported are ns:org:QueryType:NoSql and ns:org:QueryType:expression.");
            return null;
        }

        if (language == "graphql")
        {
            QueryReader.RefuseGraphQl(reading);
            return null;
        }

        return ReadBody(value, reading);
    }

    /// <summary>Reads an expression in as many of its wrappers as are left.</summary>
    public static QueryReadout? ReadBody(JsonElement body, Reading reading) => ReadBody(body, null, 1, reading);

    private static QueryReadout? ReadBody(JsonElement body, string? collection, int depth, Reading reading)
    {
        if (!reading.MayDescend(depth))
            return null;
        if (body.ValueKind == JsonValueKind.String && ValueReader.IsPresent(body))
        {
            reading.Refused("An expression written as text is not supported. Send a document: {\"$and\": [{\"birth_date\": {\"$gte\": …}}]}.");
            return null;
        }

        if (body.ValueKind == JsonValueKind.Array)
            return Readout(QueryKind.Predicate, PredicateReader.ReadList(body, depth, reading), collection);
        if (body.ValueKind == JsonValueKind.Object && TryOpen(body, reading, ref collection, out var inner))
            return reading.HasFaults ? null : ReadBody(inner, collection, depth + 1, reading);
        return Readout(QueryKind.Expression, ExpressionReader.ReadDocument(body, depth, reading), collection);
    }

    private static bool TryOpen(JsonElement body, Reading reading, ref string? collection, out JsonElement inner)
    {
        if (!body.TryGetProperty("expression", out inner) && !body.TryGetProperty("query", out inner))
            return false;

        foreach (var member in body.EnumerateObject())
        {
            if (member.NameEquals("collection"))
                collection = CollectionOf(member.Value, reading);
            else if (!member.NameEquals("expression") && !member.NameEquals("query") && !member.Name.StartsWith('@'))
                reading.Malformed($"The expression has the unknown member {Quoted.Name(member.Name)} beside its query.");
        }

        if (body.TryGetProperty("expression", out _) && body.TryGetProperty("query", out _))
            reading.Malformed("The query has both an expression and a query; it takes one.");
        return true;
    }

    private static string? CollectionOf(JsonElement element, Reading reading)
    {
        if (!ValueReader.IsPresent(element))
            return null;
        if (element.ValueKind == JsonValueKind.String)
            return element.GetString();
        reading.Malformed("The collection of an expression has to be text.");
        return null;
    }

    private static QueryReadout? Readout(QueryKind kind, Criterion? criterion, string? collection) =>
        criterion is null ? null : new QueryReadout(kind, criterion, collection);
}
