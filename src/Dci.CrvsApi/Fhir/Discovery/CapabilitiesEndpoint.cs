using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Events;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Fhir.Discovery;

/// <summary>Tells anybody what FHIR this server speaks.</summary>
internal static class CapabilitiesEndpoint
{
    public static void MapCapabilities(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(FhirPaths.Root + "/metadata", (HttpContext context, Capabilities capabilities) => WriteAsync(context, capabilities.Statement))
            .WithName("GetCapabilityStatement").AllowAnonymous();
        routes.MapGet(FhirPaths.Root + "/SearchParameter", (HttpContext context, Capabilities capabilities) => WriteAsync(context, capabilities.SearchParameters))
            .WithName("ListSearchParameters").AllowAnonymous();
        routes.MapGet(FhirPaths.Root + "/SearchParameter/{id}", (HttpContext context, string id, Capabilities capabilities) =>
            capabilities.SearchParameter(id) is { } parameter
                ? WriteAsync(context, parameter)
                : OutcomeWriter.WriteAsync(context, StatusCodes.Status404NotFound, Outcomes.One(IssueCode.NotFound, "There is no such search parameter."), DciJson.Default.OperationOutcome))
            .WithName("GetSearchParameter").AllowAnonymous();
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> document)
    {
        var (mediaType, notAcceptable) = FhirFormat.Of(context.Request);
        if (notAcceptable is not null)
        {
            await OutcomeWriter.WriteAsync(context, notAcceptable);
            return;
        }

        context.Response.ContentType = mediaType;
        context.Response.ContentLength = document.Length;
        context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=300";
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }
}
