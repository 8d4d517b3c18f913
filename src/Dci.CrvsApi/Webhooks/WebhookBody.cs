using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Reads what is posted to the webhooks, bounded in size and time.</summary>
internal sealed class WebhookBody(ContentReader content, IOptions<FilesOptions> files)
{
    private const int MaxBytes = 16 * 1024;

    private static readonly Failure WrongType = new(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send application/json in UTF-8, not compressed.");
    private static readonly Failure Broken = Failures.Bad("The body is no JSON object with a hub, or it ended early.");

    public async Task<Outcome<WebhookWish>> ReadAsync(HttpContext context, string sender)
    {
        if (!IsJson(context.Request.ContentType) || context.Request.Headers.ContentEncoding.Count > 0)
            return WrongType;
        if (context.Request.ContentLength > MaxBytes)
            return ContentReader.TooLarge(MaxBytes);
        try
        {
            using var patience = new Patience(sender, TimeSpan.FromSeconds(files.Value.PatienceSeconds), context.Request.BodyReader);
            var read = await content.ReadAsync(context.Request.BodyReader, MaxBytes, patience, context.RequestAborted);
            if (read.Failed)
                return read.Failure;
            using var body = read.Value;
            return WebhookWish.Read(body.Bytes) is { } request ? request : Broken;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode == StatusCodes.Status408RequestTimeout ? ContentReader.TooSlow() : Broken;
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
