using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hosting;

/// <summary>Whatever no endpoint answered ends in the one error body: bugs, unknown paths, wrong methods, broken requests.</summary>
internal static partial class FailureMiddleware
{
    public static void UseFailures(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext, Explain(context.HttpContext)));
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var thrown = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (thrown is RegisterUnavailableException away)
        {
            Log.RegisterUnavailable(Logger(context), away.Message);
            return WriteAsync(context, Failures.StoreAway());
        }

        if (thrown is BadHttpRequestException bad)
            return WriteAsync(context, new Failure(bad.StatusCode, "err.request.bad", "The request could not be read."));
        if (thrown is not null)
            Log.Unexpected(Logger(context), thrown);
        return WriteAsync(context, Failures.Unexpected());
    }

    private static Failure Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Failure(StatusCodes.Status404NotFound, "err.request.not_found", "There is nothing at this path; see /docs."),
        StatusCodes.Status405MethodNotAllowed => new Failure(StatusCodes.Status405MethodNotAllowed, "err.request.bad", $"Use {context.Response.Headers.Allow} on this path."),
        StatusCodes.Status401Unauthorized => new Failure(StatusCodes.Status401Unauthorized, "err.request.unauthorized", "A bearer token is needed; see /docs."),
        StatusCodes.Status403Forbidden => new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", "This token may not do that."),
        StatusCodes.Status415UnsupportedMediaType => new Failure(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send application/json."),
        var status => new Failure(status, status >= 500 ? "err.service.unavailable" : "err.request.bad", "The request could not be served."),
    };

    private static Task WriteAsync(HttpContext context, Failure failure) =>
        SpeaksFhir(context)
            ? OutcomeWriter.WriteAsync(context, failure)
            : context.RequestServices.GetRequiredService<FailureWriter>().WriteAsync(context, failure);

    // Out here the path still has the part that the server is mounted under.
    private static bool SpeaksFhir(HttpContext context)
    {
        var mounted = context.RequestServices.GetRequiredService<IOptions<ServerIdentity>>().Value.PublicBaseUrl.AbsolutePath.TrimEnd('/');
        return FhirPaths.Covers(context.Request.Path.StartsWithSegments(mounted, out var inside) ? inside : context.Request.Path);
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FailureMiddleware).FullName!);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request ended in an unexpected fault.")]
        public static partial void Unexpected(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The register is not available: {Reason}")]
        public static partial void RegisterUnavailable(ILogger logger, string reason);
    }
}
