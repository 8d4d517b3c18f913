namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>One search of a message: the query and, for pages, how many rows.</summary>
/// <param name="QueryType">The DCI query type.</param>
/// <param name="Query">The query as JSON.</param>
/// <param name="PageSize">Null leaves pagination out.</param>
internal sealed record Question(string QueryType, string Query, int? PageSize = null)
{
    public static Question Identifier(string type, string value) =>
        new("idtype-value", $$"""{"type":"{{type}}","value":"{{value}}"}""");

    /// <summary>Births from one day to another, both included, inside a place when one is named.</summary>
    public static Question Births(DateOnly from, DateOnly to, string? place, int pageSize)
    {
        var period = $$"""{"seq_num":1,"expression1":{{Condition("birth_date", "ge", $"{from:yyyy-MM-dd}")}},"condition":"and","expression2":{{Condition("birth_date", "le", $"{to:yyyy-MM-dd}")}}}""";
        var where = place is null ? "" : $$""",{"seq_num":2,"expression1":{{Condition("birth_place", "eq", place)}}}""";
        return new Question("predicate", $"[{period}{where}]", pageSize);
    }

    private static string Condition(string attribute, string comparison, string value) =>
        $$"""{"attribute_name":"{{attribute}}","operator":"{{comparison}}","attribute_value":"{{System.Text.Json.JsonEncodedText.Encode(value)}}"}""";
}
