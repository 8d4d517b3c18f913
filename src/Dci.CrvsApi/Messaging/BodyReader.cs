using Dci.CrvsApi.Files;
using Dci.CrvsApi.Partners;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Messaging;

/// <summary>Reads what a request brings, bounded in size and time, in one of the forms that its operation takes.</summary>
internal sealed class BodyReader(ContentReader content, PartsReader parts, Turns turns, IOptions<FilesOptions> options)
{
    /// <summary>What can be told before a byte of the body is read: media type and declared length.</summary>
    public Failure? Refuse(HttpRequest request, Operation operation, int limit)
    {
        var asFile = !operation.Synchronous && PartsReader.IsMultipart(request.ContentType);
        if ((!asFile && !IsJson(request.ContentType)) || request.Headers.ContentEncoding.Count > 0)
            return new Failure(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", "Send the message as application/json in UTF-8, not compressed.");
        var most = asFile ? parts.Limit(operation, limit) : limit;
        return request.ContentLength > (asFile ? most + PartsReader.Overhead : most) ? ContentReader.TooLarge(most) : null;
    }

    /// <summary>Reads the body to its end, or says why it could not; what it made is disposed with the response.</summary>
    public async Task<Outcome<Reception>> ReadAsync(HttpContext context, Partner sender, Operation operation, int limit)
    {
        var asFile = PartsReader.IsMultipart(context.Request.ContentType);
        var most = asFile ? parts.Limit(operation, limit) + PartsReader.Overhead : limit;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        try
        {
            var received = asFile ? await ReadPartsAsync(context, sender, operation, limit) : await ReadMessageAsync(context, sender, limit);
            return received.Failed ? received : await KeepAsync(context, received.Value);
        }
        catch (BadHttpRequestException refused)
        {
            return ContentReader.FailureOf(refused, most);
        }
    }

    private async Task<Outcome<Reception>> ReadMessageAsync(HttpContext context, Partner sender, int limit)
    {
        using var patience = Patience(context, sender);
        var body = await content.ReadAsync(context.Request.BodyReader, limit, patience, context.RequestAborted);
        return body.Failed ? body.Failure : new Reception.Message(body.Value);
    }

    private async Task<Outcome<Reception>> ReadPartsAsync(HttpContext context, Partner sender, Operation operation, int limit)
    {
        using var patience = Patience(context, sender);
        using var received = new ReceivedParts();
        return await parts.ReadAsync(context, operation, limit, received, patience) is { } failure
            ? failure
            : PartsRules.Check(received, operation, limit);
    }

    /// <summary>A long message waits for its turn before anything looks at it.</summary>
    private async Task<Outcome<Reception>> KeepAsync(HttpContext context, Reception reception)
    {
        var body = reception switch
        {
            Reception.Message message => message.Body,
            Reception.Table table => table.Content.File,
            _ => throw new InvalidOperationException($"No body in {reception.GetType().Name}."),
        };
        context.Response.RegisterForDispose(body);
        if (body.IsLong && await turns.TakeAsync(context) is { } busy)
            return busy;
        return reception;
    }

    private Patience Patience(HttpContext context, Partner sender) => new(sender.Id, TimeSpan.FromSeconds(options.Value.PatienceSeconds), context.Request.BodyReader);

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
}
