using Microsoft.Net.Http.Headers;
using NSwag.AspNetCore;

namespace Dci.CrvsApi.Discovery;

/// <summary>Serves the contract, and a page on which a person can try it.</summary>
internal static class ContractEndpoints
{
    private const string PagePath = "/docs";
    private const string ScriptPath = PagePath + "/fresh-messages.js";

    // The page starts itself from an inline script, and the validator and fonts of others are not for it.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    public static void MapContract(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/openapi.yaml", () => Results.Bytes(ContractDocument.Yaml, "application/yaml; charset=utf-8"))
            .WithName("GetContractYaml")
            .AllowAnonymous();
        endpoints.MapGet("/openapi.json", () => Results.Bytes(ContractDocument.Json, "application/json; charset=utf-8"))
            .WithName("GetContractJson")
            .AllowAnonymous();
        endpoints.MapGet(ScriptPath, () => Results.Bytes(ContractDocument.Read("fresh-messages.js"), "text/javascript; charset=utf-8"))
            .ExcludeFromDescription()
            .AllowAnonymous();
        endpoints.MapGet(PagePath + "/{**asset}", Page(endpoints))
            .ExcludeFromDescription()
            .AllowAnonymous();
    }

    private static RequestDelegate Page(IEndpointRouteBuilder endpoints)
    {
        var page = endpoints.CreateApplicationBuilder();
        page.Use((context, next) =>
        {
            // Static files step aside for a chosen endpoint, and here that endpoint is this page itself.
            context.SetEndpoint(null);
            context.Response.Headers[HeaderNames.ContentSecurityPolicy] = PagePolicy;
            return next(context);
        });
        page.UseSwaggerUi(Describe);
        return page.Build();
    }

    private static void Describe(SwaggerUiSettings settings)
    {
        settings.Path = PagePath;
        settings.DocumentPath = "/openapi.yaml";
        settings.DocumentTitle = "Dci.CrvsApi";
        settings.CustomJavaScriptPath = ScriptPath;
        settings.PersistAuthorization = true;
        settings.DocExpansion = "list";
        settings.DefaultModelsExpandDepth = 0;
        settings.ValidateSpecification = false;
    }
}
