using Microsoft.AspNetCore.Routing;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>
/// Compares the routes that the two addresses of a server have with the operations the contract describes. A route stands for an operation by its
/// method, path and name; one that is excluded from description, and HEAD beside GET, stands for none. A route that
/// names no method is for reading.
/// </summary>
internal static class RouteComparison
{
    public static IReadOnlyList<string> Of(IEnumerable<EndpointDataSource> routes) =>
        [.. routes.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(IsDescribed).SelectMany(Described).Distinct().Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Of(ContractReader contract) =>
        [.. contract.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal)];

    private static bool IsDescribed(RouteEndpoint route) => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true;

    private static IEnumerable<string> Described(RouteEndpoint route) =>
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        let name = route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "no name"
        select $"{method} /{route.RoutePattern.RawText!.TrimStart('/')} ({name})";
}
