namespace Dci.CrvsApi.Answers;

/// <summary>Sends JSON that was written before, which nobody on the way may keep.</summary>
internal static class JsonResponse
{
    public static async ValueTask SendJsonAsync(this HttpContext context, ReadOnlyMemory<byte> json, int status = StatusCodes.Status200OK)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(json, context.RequestAborted);
    }
}
