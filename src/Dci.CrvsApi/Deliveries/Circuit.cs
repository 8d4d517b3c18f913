using Dci.CrvsApi.Deliveries.Callbacks;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Dci.CrvsApi.Deliveries;

/// <summary>How one destination is doing: attempts go through it, and when too many show that the receiver is ill it is left alone for a while, then tried with one.</summary>
internal sealed class Circuit
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock;
    private readonly DeliveryOptions _options;
    private readonly Action _closed;
    private readonly ResiliencePipeline<CallbackAnswer> _pipeline;
    private long _shutUntil;
    private long _pausedUntil;

    /// <param name="closed">Called when the destination is well again.</param>
    public Circuit(DeliveryOptions options, TimeProvider clock, Action closed)
    {
        _clock = clock;
        _options = options;
        _closed = closed;
        _pipeline = new ResiliencePipelineBuilder<CallbackAnswer> { TimeProvider = clock }
            .AddCircuitBreaker(Breaker())
            .AddTimeout(options.AttemptTimeout)
            .AddRetry(new RetryStrategyOptions<CallbackAnswer>
            {
                MaxRetryAttempts = 1,
                Delay = RetryPause,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { NotConnected: true }),
            })
            .Build();
    }

    /// <summary>Whether the receiver is taken to be well.</summary>
    public bool IsClosed => Volatile.Read(ref _shutUntil) == 0 && !IsPaused;

    /// <summary>Whether nothing may be sent now; when it is neither shut nor closed, one may.</summary>
    public bool IsShut => IsPaused || Volatile.Read(ref _shutUntil) > Now;

    private bool IsPaused => Volatile.Read(ref _pausedUntil) > Now;

    private long Now => _clock.GetUtcNow().UtcTicks;

    /// <summary>One attempt within its limits of time; null when the destination is left alone and nothing was sent.</summary>
    public async Task<CallbackAnswer?> SendAsync(CallbackClient client, PreparedCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (to, limit) => await to.client.PostAsync(to.callback, limit), (client, callback), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            return CallbackAnswer.TimedOut;
        }
        catch (BrokenCircuitException)
        {
            return null;
        }
    }

    /// <summary>The receiver asked to be left alone; for more than an hour only single deliveries can ask.</summary>
    public void Pause(TimeSpan time) => Volatile.Write(ref _pausedUntil, (_clock.GetUtcNow() + (time < LongestPause ? time : LongestPause)).UtcTicks);

    private CircuitBreakerStrategyOptions<CallbackAnswer> Breaker() => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = _options.BreakAfter,
        SamplingDuration = Sampling,
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is TimeoutRejectedException || attempt.Outcome.Result is { IsIllness: true }),
        BreakDurationGenerator = opening => ValueTask.FromResult(BreakOf(opening.HalfOpenAttempts)),
        OnOpened = opened =>
        {
            Volatile.Write(ref _shutUntil, (_clock.GetUtcNow() + opened.BreakDuration).UtcTicks);
            return default;
        },
        OnClosed = _ =>
        {
            Volatile.Write(ref _shutUntil, 0);
            _closed();
            return default;
        },
    };

    private TimeSpan BreakOf(int failedTrials)
    {
        var doubled = _options.Break * Math.Pow(2, Math.Min(failedTrials, 16));
        return doubled < LongestBreak ? doubled : LongestBreak;
    }
}
