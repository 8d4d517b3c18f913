using System.Runtime.CompilerServices;
using Dci.CrvsApi.Registry.Places;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Discovery;

/// <summary>Publishes the place tree, by which partners name places.</summary>
internal static class LocationsEndpoint
{
    public const string Path = "/.well-known/locations.json";

    public static IEndpointConventionBuilder MapLocations(this IEndpointRouteBuilder routes)
    {
        var documents = new ConditionalWeakTable<PlaceTree, LocationsDocument>();
        return routes.MapGet(Path, async (HttpContext context, IPlaceStore places) =>
        {
            var tree = await places.LoadAsync(context.RequestAborted);
            await WriteAsync(context, documents.GetValue(tree, LocationsDocument.Of));
        }).WithName("GetLocations").AllowAnonymous();
    }

    private static async Task WriteAsync(HttpContext context, LocationsDocument document)
    {
        var compress = TakesGzip(context.Request.Headers.AcceptEncoding);
        var tag = compress ? document.CompressedTag : document.PlainTag;
        var response = context.Response;
        response.Headers[HeaderNames.ETag] = tag;
        response.Headers[HeaderNames.CacheControl] = "public, max-age=300";
        response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (Names(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = compress ? document.Compressed : document.Plain;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (compress)
            response.Headers[HeaderNames.ContentEncoding] = "gzip";
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
        && codings.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);

    private static bool Names(StringValues known, string tag) =>
        EntityTagHeaderValue.TryParseList(known, out var tags) && tags.Any(one => one.Tag == "*" || one.Tag == tag);
}
