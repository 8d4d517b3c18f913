using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Events;

/// <summary>Writes answers in FHIR.</summary>
internal static class OutcomeWriter
{
    public const string MediaType = "application/fhir+json";

    /// <summary>Answers a refused request as FHIR says it; does nothing once a response has begun.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if (failure.RetryAfter is { } seconds)
            context.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, failure.Status, Outcomes.Of(failure), DciJson.Default.OperationOutcome);
    }

    public static async Task WriteAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
