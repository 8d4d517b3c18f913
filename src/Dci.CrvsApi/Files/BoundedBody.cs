using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Reads a body that is no DCI message, bounded in size and time.</summary>
internal sealed class BoundedBody(ContentReader content, IOptions<FilesOptions> options)
{
    /// <summary>The body, which the caller disposes, or a failure with 413, 408 or 400.</summary>
    public async Task<Outcome<ReceivedBody>> ReadAsync(HttpContext context, string senderId, int limit)
    {
        if (context.Request.ContentLength > limit)
            return ContentReader.TooLarge(limit);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        try
        {
            using var patience = new Patience(senderId, TimeSpan.FromSeconds(options.Value.PatienceSeconds), context.Request.BodyReader);
            return await content.ReadAsync(context.Request.BodyReader, limit, patience, context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            return ContentReader.FailureOf(refused, limit);
        }
    }
}
