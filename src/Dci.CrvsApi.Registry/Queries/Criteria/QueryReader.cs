using System.Text.Json;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>A query as read: which form it really had, what it asks, and what it says by itself about the event.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Criterion">What it asks.</param>
/// <param name="Collection">The collection that an expression names, null when it names none.</param>
internal sealed record QueryReadout(QueryKind Kind, Criterion Criterion, string? Collection = null)
{
    /// <summary>The event that a named query is about.</summary>
    public VitalEvent? Event { get; init; }
}

/// <summary>Reads a DCI query. The JSON shape decides which form it is, since clients' query_type often says another.</summary>
internal static class QueryReader
{
    private const string Forms = "idtype-value, predicate, expression and namedQuery";

    private static readonly string[] TypeNames = ["type", "identifier_type", "identifierType"];
    private static readonly string[] ValueNames = ["value", "identifier_value", "identifierValue"];

    // graphql is known so that it can be refused in its own words; sync is OpenIMIS's word for "look at the shape".
    private static readonly Spelling<string> QueryTypes = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["idtype-value"] = "idtype-value",
        ["idtype"] = "idtype-value",
        ["predicate"] = "predicate",
        ["expression"] = "expression",
        ["NoSql"] = "expression",
        ["namedQuery"] = "namedQuery",
        ["graphql"] = "graphql",
        ["sync"] = "sync",
    });

    /// <summary>Null, with faults, when the query can't be read.</summary>
    public static QueryReadout? Read(string? queryType, JsonElement query, Reading reading)
    {
        try
        {
            return ReadKnown(queryType, query, reading);
        }
        catch (InvalidOperationException unreadable) when (unreadable is not ObjectDisposedException)
        {
            // The one way System.Text.Json has to say that text holds half a surrogate pair or bytes that are not UTF-8.
            reading.Malformed("The query holds text that is not valid Unicode.");
            return null;
        }
    }

    private static QueryReadout? ReadKnown(string? queryType, JsonElement query, Reading reading)
    {
        string? word = null;
        if (!string.IsNullOrEmpty(queryType) && !QueryTypes.TryFindLocalName(queryType, out word))
        {
            reading.Refused($"The query_type {Quoted.Name(queryType)} is not known. Supported are {Forms}.");
            return null;
        }

        if (word == "graphql")
        {
            RefuseGraphQl(reading);
            return null;
        }

        return query.ValueKind switch
        {
            JsonValueKind.Array => Readout(QueryKind.Predicate, PredicateReader.ReadList(query, 1, reading)),
            JsonValueKind.Object => ReadObject(word, query, reading),
            JsonValueKind.String when ValueReader.IsPresent(query) => Text(reading),
            _ => Missing(reading),
        };
    }

    private static QueryReadout? ReadObject(string? word, JsonElement query, Reading reading)
    {
        if (query.TryGetProperty("query_name", out var name))
            return NamedQueries.Read(name, query, reading);

        var type = Member(query, TypeNames);
        var value = Member(query, ValueNames);
        if (IsTemplate(type, value))
            return TemplateReader.Read(type, value, reading);
        if (type.ValueKind == JsonValueKind.String && value.ValueKind != JsonValueKind.Undefined)
            return ReadIdentifier(query, type, value, reading);
        if (word == "idtype-value" || query.GetPropertyCount() == 0)
        {
            reading.Malformed("The query has to have a type and a value, be a predicate list, or be an expression that names attributes.");
            return null;
        }

        return TemplateReader.ReadBody(query, reading);
    }

    private static QueryReadout? ReadIdentifier(JsonElement query, JsonElement type, JsonElement value, Reading reading)
    {
        foreach (var member in query.EnumerateObject())
        {
            if (!TypeNames.Contains(member.Name) && !ValueNames.Contains(member.Name) && !member.Name.StartsWith('@'))
            {
                reading.Malformed($"The query has the unknown member {Quoted.Name(member.Name)}; an identifier query takes type and value.");
                return null;
            }
        }

        if (!ValueReader.IsPresent(type))
        {
            reading.Malformed("The query has no identifier type.");
            return null;
        }

        var asked = type.GetString()!;
        return Readout(QueryKind.IdTypeValue, TestReader.Compare(asked, CriterionOperator.Eq, value, reading));
    }

    /// <summary>A template carries an expression as an object, or says in its type that it is one.</summary>
    private static bool IsTemplate(JsonElement type, JsonElement value) =>
        (type.ValueKind == JsonValueKind.String && type.GetString()!.Contains("QueryType", StringComparison.OrdinalIgnoreCase))
        || (value.ValueKind == JsonValueKind.Object && (value.TryGetProperty("expression", out _) || value.TryGetProperty("query", out _)));

    public static void RefuseGraphQl(Reading reading) =>
        reading.Refused($"GraphQL queries are not supported. Supported are {Forms}.");

    private static QueryReadout? Text(Reading reading)
    {
        reading.Refused("A query written as text is not supported. Send it as a predicate list: [{\"seq_num\": 1, \"expression1\": {\"attribute_name\": …, \"operator\": …, \"attribute_value\": …}}].");
        return null;
    }

    private static QueryReadout? Missing(Reading reading)
    {
        reading.Malformed("The query is missing.");
        return null;
    }

    private static QueryReadout? Readout(QueryKind kind, Criterion? criterion) =>
        criterion is null ? null : new QueryReadout(kind, criterion);

    private static JsonElement Member(JsonElement element, string[] names)
    {
        foreach (var name in names)
            if (element.TryGetProperty(name, out var value))
                return value;
        return default;
    }
}
