using System.Globalization;
using Dci.CrvsApi.Registry.Queries.Fhir;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>The parameters that say how a search is answered, taken out from among those that say what is searched.</summary>
internal sealed record SearchControls
{
    private const int MostIncludes = 20;

    private static readonly string[] Names = ["_count", "_page", "_sort", "_summary", "_total", FhirFormat.Parameter];

    /// <summary>Null when not said.</summary>
    public int? Count { get; private init; }

    /// <summary>From 1.</summary>
    public int Page { get; private init; } = 1;

    public string? Sort { get; private init; }

    /// <summary>Only the number of matches is wanted.</summary>
    public bool CountOnly { get; private init; }

    /// <summary>False when the number of matches is not wanted.</summary>
    public bool Total { get; private init; } = true;

    public IReadOnlyList<IncludeRule> Includes { get; private init; } = [];

    public IReadOnlyList<SearchArgument> Arguments { get; private init; } = [];

    public IReadOnlyList<ResourceSearchFault> Faults { get; private init; } = [];

    public static SearchControls Read(string type, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var faults = new List<ResourceSearchFault>();
        var includes = parameters.Where(parameter => IncludeRule.Is(parameter.Name)).ToList();
        if (includes.Count > MostIncludes)
            faults.Add(new("_include", ResourceSearchFaultKind.NotSupported, $"Ask for at most {MostIncludes} inclusions."));
        var rules = includes.Take(MostIncludes).Select(parameter => IncludeRule.Read(type, parameter.Name, parameter.Value, faults)).OfType<IncludeRule>().ToList();
        var said = Names.ToDictionary(name => name, name => One(name, parameters, faults), StringComparer.Ordinal);
        var count = Number("_count", said["_count"], 0, faults);
        return new SearchControls
        {
            Count = count,
            Page = Number("_page", said["_page"], 1, faults) ?? 1,
            Sort = said["_sort"],
            CountOnly = count == 0 || Word("_summary", said["_summary"], ["count", "false"], faults) == "count",
            Total = Word("_total", said["_total"], ["none", "estimate", "accurate"], faults) != "none",
            Includes = rules,
            Arguments = [.. parameters.Where(parameter => !Names.Contains(parameter.Name) && !IncludeRule.Is(parameter.Name)).Select(parameter => new SearchArgument(parameter.Name, parameter.Value))],
            Faults = faults,
        };
    }

    private static string? One(string name, IReadOnlyList<(string Name, string Value)> parameters, List<ResourceSearchFault> faults)
    {
        var values = parameters.Where(parameter => parameter.Name == name).Select(parameter => parameter.Value).Distinct().ToList();
        if (values.Count > 1)
            faults.Add(new(name, ResourceSearchFaultKind.Invalid, "It stands there more than once."));
        return values.FirstOrDefault();
    }

    /// <summary>A number so large that it does not fit is only a large number.</summary>
    private static int? Number(string name, string? text, int least, List<ResourceSearchFault> faults)
    {
        if (text is null)
            return null;
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small) ? small : int.MaxValue;
            if (number >= least)
                return number;
        }

        faults.Add(new(name, ResourceSearchFaultKind.Invalid, $"It has to be a whole number from {least}."));
        return null;
    }

    private static string? Word(string name, string? text, string[] words, List<ResourceSearchFault> faults)
    {
        if (text is null || words.Contains(text))
            return text;
        faults.Add(new(name, ResourceSearchFaultKind.NotSupported, $"It can be {string.Join(" or ", words)}."));
        return null;
    }
}
