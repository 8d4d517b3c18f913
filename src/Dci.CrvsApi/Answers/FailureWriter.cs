using System.Globalization;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Answers;

/// <summary>Answers a refused request: status, headers and the one error body.</summary>
/// <param name="clock">Dates the refusal.</param>
internal sealed class FailureWriter(TimeProvider clock, IOptions<ServerIdentity> server) : IFailureWriter
{
    public Task WriteAsync(HttpContext context, Failure failure) => WriteAsync(context, failure, echo: null);

    /// <summary>The same, repeating what could be read of the message; when null, what the context has as a feature.</summary>
    public async Task WriteAsync(HttpContext context, Failure failure, EnvelopeEcho? echo)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;

        using var body = new PooledBuffer(1024);
        FailureBody.Write(body, failure, SyncOperations.Of(context.Request.Path), echo ?? context.Features.Get<EnvelopeEcho>(), server.Value.SenderId, clock.GetUtcNow());
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
