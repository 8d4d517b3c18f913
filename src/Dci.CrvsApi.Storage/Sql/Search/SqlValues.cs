using System.Globalization;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>The values of a compiled search, each known in the text by its parameter's name. Nothing that was asked ever stands in the text itself.</summary>
internal sealed class SqlValues
{
    private readonly List<(string Name, string? Text, long Number)> _values = [];
    private readonly Dictionary<(string? Text, long Number), string> _names = [];

    public string Add(string text) => Add(text, 0);

    public string Add(long number) => Add(null, number);

    public string Add(DateOnly day) => Add(day.DayNumber);

    public void BindTo(SqlStatement statement)
    {
        foreach (var (name, text, number) in _values)
        {
            var parameter = statement.ParameterOf(name);
            if (parameter == 0)
                continue;
            if (text is null)
                statement.Bind(parameter, number);
            else
                statement.Bind(parameter, text);
        }
    }

    /// <summary>Tells one set of values from another under the same text.</summary>
    public string Fingerprint() =>
        string.Join('\n', _values.Select(value => value.Text is { } text ? $"{text.Length}:{text}" : value.Number.ToString(CultureInfo.InvariantCulture)));

    private string Add(string? text, long number)
    {
        // A condition is often said for several events and tables; a database takes only so many parameters.
        if (_names.TryGetValue((text, number), out var known))
            return known;
        var name = "@p" + (_values.Count + 1).ToString(CultureInfo.InvariantCulture);
        _values.Add((name, text, number));
        _names.Add((text, number), name);
        return name;
    }
}
