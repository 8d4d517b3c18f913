using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Hub;

/// <summary>Refusals of the hub: plain text, as WebSub §5.1 wants them.</summary>
internal static class PlainText
{
    public static async Task RefuseAsync(this HttpContext context, HubRefusal refusal)
    {
        var body = Encoding.UTF8.GetBytes(refusal.Words);
        var response = context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (refusal.RetryAfter is { } seconds)
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
