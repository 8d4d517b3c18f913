using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Fhir.Places;

/// <summary>Searches the place tree, which is all in memory.</summary>
internal static class PlaceSearch
{
    /// <summary>OpenCRVS's word for what lies above the highest areas.</summary>
    private const string Root = "0";

    /// <summary>Every place is held against every value.</summary>
    private const int MostValues = 100;

    public static IReadOnlyList<(string Name, SearchParameterType Type)> Parameters { get; } =
    [
        ("_id", SearchParameterType.Token), ("identifier", SearchParameterType.Token), ("name", SearchParameterType.String), ("partof", SearchParameterType.Reference),
        ("status", SearchParameterType.Token), ("type", SearchParameterType.Token),
    ];

    /// <summary>The places that fulfil every parameter, by name; or what of the parameters can't be answered.</summary>
    public static (IReadOnlyList<Place> Places, IReadOnlyList<ResourceSearchFault> Faults) Run(PlaceTree tree, IReadOnlyList<SearchArgument> arguments)
    {
        if (arguments.Count > ResourceSearchReader.MostArguments)
            return ([], [new("", ResourceSearchFaultKind.NotSupported, $"A search has at most {ResourceSearchReader.MostArguments} parameters.")]);
        var faults = new List<ResourceSearchFault>();
        IEnumerable<Place> found = tree.All;
        foreach (var argument in arguments)
        {
            if (argument.Value.AsSpan().Count(',') >= MostValues)
                faults.Add(Fault(argument, ResourceSearchFaultKind.NotSupported, $"It may have at most {MostValues} values."));
            else if (TestOf(argument) is { } test)
                found = found.Where(test);
            else
                faults.Add(Fault(argument, ResourceSearchFaultKind.Unknown, "There is no such parameter on Location; /fhir/metadata lists those there are."));
        }

        return ([.. found.OrderBy(place => place.Name, StringComparer.Ordinal).ThenBy(place => place.Id, StringComparer.Ordinal)], faults);
    }

    private static ResourceSearchFault Fault(SearchArgument argument, ResourceSearchFaultKind kind, string detail) =>
        new(argument.Name.Length > 100 ? argument.Name[..100] : argument.Name, kind, detail);

    private static Func<Place, bool>? TestOf(SearchArgument argument)
    {
        var values = argument.Value.Split(',').Select(value => value.Trim()).ToList();
        var codes = values.ConvertAll(value => value[(value.LastIndexOf('|') + 1)..]);
        var ids = codes.ConvertAll(value => value.StartsWith("Location/", StringComparison.Ordinal) ? value["Location/".Length..] : value);
        var names = values.ConvertAll(Normalised.Name);
        return argument.Name switch
        {
            "_id" => place => values.Contains(place.Id),
            "identifier" => place => place.Code is { } code && (codes.Contains(code) || codes.Contains(PlaceResource.ValueOf(place.Kind, code))),
            "name" => place => names.OfType<string>().Any(name => Words(place).Any(word => word.StartsWith(name, StringComparison.Ordinal))),
            "name:exact" => place => names.OfType<string>().Any(name => Words(place).Contains(name)),
            "partof" => place => ids.Contains(place.ParentId ?? Root),
            "status" => place => codes.Contains(place.Active ? "active" : "inactive"),
            "type" => place => codes.Contains(PlaceResource.TypeOf(place.Kind) ?? "OTHER"),
            _ => null,
        };
    }

    private static IEnumerable<string> Words(Place place) => place.Aliases.Prepend(place.Name).Select(Normalised.Name).OfType<string>();
}
