using System.Globalization;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Answers;

/// <summary>Answers a refused request: status, headers and the one error body.</summary>
/// <param name="clock">Dates the refusal.</param>
internal sealed class FailureWriter(TimeProvider clock, IOptions<ServerIdentity> server)
{
    /// <summary>Writes status, headers and body, repeating what could be read of the message; does nothing once a response has begun.</summary>
    public async Task WriteAsync(HttpContext context, Failure failure)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;

        using var body = new PooledBuffer(1024);
        FailureBody.Write(body, failure, SyncOperations.Of(context.Request.Path), context.Features.Get<EnvelopeEcho>(), server.Value.SenderId, clock.GetUtcNow());
        response.StatusCode = failure.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenMemory.Length;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (failure.RetryAfter is { } seconds)
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
