using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Fhir;

/// <summary>Sends the answer of one interaction.</summary>
internal static class FhirAnswerWriter
{
    public static async Task WriteAsync(HttpContext context, FhirAnswer answer, string mediaType)
    {
        var response = context.Response;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (answer.ETag is { } tag)
            response.Headers[HeaderNames.ETag] = tag;
        if (answer.LastModified is { } at)
            response.Headers[HeaderNames.LastModified] = HeaderUtilities.FormatDate(at);
        if (answer.ETag is { } known && IsKnown(context.Request, known))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = FhirNodes.Write(answer.Body);
        response.StatusCode = answer.Status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>RFC 9110, 13.1.2: weak comparison.</summary>
    private static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0 && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(one => one.Tag == "*" || one.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
