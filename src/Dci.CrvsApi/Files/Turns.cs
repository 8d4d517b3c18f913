using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Long messages are looked through one at a time, so that a handful of them can't fill the memory.</summary>
internal sealed class Turns(IOptions<FilesOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn, which lasts until the request is answered; a failure when it takes too long.</summary>
    public async ValueTask<Failure?> TakeAsync(HttpContext context)
    {
        if (!await _turn.WaitAsync(TimeSpan.FromSeconds(options.Value.TurnSeconds), context.RequestAborted))
            return Busy();
        context.Response.OnCompleted(static turn => Release((SemaphoreSlim)turn), _turn);
        return null;
    }

    public static Failure Busy() =>
        new(StatusCodes.Status429TooManyRequests, "err.request.too_many_requests", "Other long messages are being taken in; come again after the time in Retry-After.") { RetryAfter = 10 };

    public void Dispose() => _turn.Dispose();

    private static Task Release(SemaphoreSlim turn)
    {
        turn.Release();
        return Task.CompletedTask;
    }
}
