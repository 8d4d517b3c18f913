using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Hub;

/// <summary>Reads the form that is posted to the hub, bounded in size and time.</summary>
internal sealed class HubBody(BoundedBody bodies)
{
    private const int MaxBytes = 16 * 1024;

    private static readonly HubRefusal WrongType = new(StatusCodes.Status415UnsupportedMediaType, "Send application/x-www-form-urlencoded in UTF-8.");
    private static readonly HubRefusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, $"The form has more than {MaxBytes} bytes.");
    private static readonly HubRefusal TooSlow = new(StatusCodes.Status408RequestTimeout, "The form arrived too slowly.");
    private static readonly HubRefusal Broken = new(StatusCodes.Status400BadRequest, "The request body ended early or was framed wrongly.");

    /// <summary>Exactly one of the two; the body is disposed with the response.</summary>
    public async Task<(ReceivedBody? Body, HubRefusal? Refusal)> ReadAsync(HttpContext context, string sender)
    {
        if (!IsForm(context.Request.ContentType) || context.Request.Headers.ContentEncoding.Count > 0)
            return (null, WrongType);
        var read = await bodies.ReadAsync(context, sender, MaxBytes);
        if (read.Failed)
            return (null, Say(read.Failure.Status));
        context.Response.RegisterForDispose(read.Value);
        return (read.Value, null);
    }

    private static HubRefusal Say(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status408RequestTimeout => TooSlow,
        _ => Broken,
    };

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
