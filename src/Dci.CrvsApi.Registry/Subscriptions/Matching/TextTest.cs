using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Whether a text compares with one of the values; a long list costs no more than a short one.</summary>
internal sealed class TextTest(Comparison comparison, IReadOnlyList<string> values)
{
    private const int Few = 4;

    private readonly HashSet<string>? _set = comparison == Comparison.Eq && values.Count > Few ? new HashSet<string>(values, StringComparer.Ordinal) : null;

    public bool Holds(string? text)
    {
        if (text is null)
            return false;
        if (_set is not null)
            return _set.Contains(text);
        for (var i = 0; i < values.Count; i++)
            if (Holds(text, values[i]))
                return true;
        return false;
    }

    private bool Holds(string text, string value) => comparison switch
    {
        Comparison.Eq => string.Equals(text, value, StringComparison.Ordinal),
        Comparison.Gt => CodePoints.Compare(text, value) > 0,
        Comparison.Ge => CodePoints.Compare(text, value) >= 0,
        Comparison.Lt => CodePoints.Compare(text, value) < 0,
        Comparison.Le => CodePoints.Compare(text, value) <= 0,
        _ => throw new InvalidOperationException($"{comparison} is not a comparison."),
    };
}
