namespace Dci.CrvsApi.Tests;

/// <summary>The real time, with timers that don't make a test wait.</summary>
internal sealed class HastyClock : TimeProvider
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, Soon, Soon);
}
