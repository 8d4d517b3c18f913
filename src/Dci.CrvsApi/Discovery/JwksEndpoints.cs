using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Profiles;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Discovery;

/// <summary>Where partners fetch the public keys: one set for all, and one for each preset whose reader wants less.</summary>
internal static class JwksEndpoints
{
    private const string RegistryStack = "registry-stack";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Far below the publication period, so that a cached set never misses the key that signs.</summary>
    private static readonly string CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromMinutes(5) }.ToString();

    /// <summary>For the set that holds one signing key only: it changes in the moment in which the next key starts to sign.</summary>
    private static readonly string CheckAlways = new CacheControlHeaderValue { Public = true, NoCache = true }.ToString();

    public static void MapJwks(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/.well-known/jwks.json", Reading, (HttpContext context, ServerKeys keys) => Answer(context, keys.Ring.Published.Common, CacheControl))
            .WithName("GetJwks")
            .AllowAnonymous();
        routes.MapMethods("/profiles/{preset}/.well-known/jwks.json", Reading, (string preset, HttpContext context, ServerKeys keys, FailureWriter failures) =>
                Find(preset, keys.Ring.Published) is { } document ? Answer(context, document, preset == RegistryStack ? CheckAlways : CacheControl) : failures.WriteAsync(context, Unknown))
            .WithName("GetProfileJwks")
            .AllowAnonymous();
    }

    private static Failure Unknown { get; } =
        new(StatusCodes.Status404NotFound, "err.request.not_found", $"There is no such profile; known are {string.Join(", ", Presets.Names)}.");

    private static KeySetDocument? Find(string preset, PublishedKeys published) => preset switch
    {
        RegistryStack => published.RegistryStack,
        "openspp" => published.OpenSpp,
        _ => Presets.Find(preset) is null ? null : published.Common,
    };

    private static Task Answer(HttpContext context, KeySetDocument document, string cacheControl)
    {
        context.Response.Headers.CacheControl = cacheControl;
        return TypedResults.Bytes(document.Json, "application/json", entityTag: new EntityTagHeaderValue(document.ETag)).ExecuteAsync(context);
    }
}
