using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Dci.CrvsApi.Messaging;

/// <summary>Reads a request body of bounded size and time into one block of memory.</summary>
internal static class BodyReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What can be told before a byte of the body is read: media type and declared length.</summary>
    public static Failure? Refuse(HttpRequest request, int limit)
    {
        if (!IsJson(request.ContentType) || request.Headers.ContentEncoding.Count > 0)
            return new Failure(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the message as application/json in UTF-8, not compressed.");
        return request.ContentLength > limit ? TooLarge(limit) : null;
    }

    /// <summary>Reads the body to its end, or says why it could not.</summary>
    public static async Task<Outcome<ReceivedBody>> ReadAsync(HttpContext context, int limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        try
        {
            return await ReadAllAsync(context.Request.BodyReader, limit, context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge(limit),
                StatusCodes.Status408RequestTimeout => TooSlow(),
                _ => Failures.Bad("The request body ended early or was framed wrongly."),
            };
        }
    }

    private static async Task<Outcome<ReceivedBody>> ReadAllAsync(PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        // A read that is cancelled by its token leaves the connection reading; one that is cancelled like this does not.
        using var patience = new CancellationTokenSource(Patience);
        using var impatience = patience.Token.Register(reader.CancelPendingRead);
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCanceled || read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return read.IsCanceled ? TooSlow() : TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return new ReceivedBody(body);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null)
            return false;
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        var parameters = end < 0 ? default : type[(end + 1)..].Trim();
        if (end >= 0)
            type = type[..end];
        return type.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!parameters.StartsWith("charset", StringComparison.OrdinalIgnoreCase)
                || parameters.TrimEnd('"').EndsWith("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static Failure TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "err.request.bad", $"The message is larger than {limit} bytes; split the batch.");

    private static Failure TooSlow() =>
        new(StatusCodes.Status408RequestTimeout, "err.request.timeout", "The message arrived too slowly; send it again in one go.");
}
