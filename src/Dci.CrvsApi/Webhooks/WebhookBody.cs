using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Reads what is posted to the webhooks, bounded in size and time.</summary>
internal sealed class WebhookBody(BoundedBody bodies)
{
    private const int MaxBytes = 16 * 1024;

    private static readonly Failure WrongType = new(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send application/json in UTF-8, not compressed.");
    private static readonly Failure Broken = Failures.Bad("The body is no JSON object with a hub, or it ended early.");

    public async Task<Outcome<WebhookWish>> ReadAsync(HttpContext context, string sender)
    {
        if (!IsJson(context.Request.ContentType) || context.Request.Headers.ContentEncoding.Count > 0)
            return WrongType;
        var read = await bodies.ReadAsync(context, sender, MaxBytes);
        if (read.Failed)
            return read.Failure.Status == StatusCodes.Status400BadRequest ? Broken : read.Failure;
        using var body = read.Value;
        return WebhookWish.Read(body.Bytes) is { } request ? request : Broken;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
