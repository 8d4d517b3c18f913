using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Reads what was tried of a delivery before; asked only when a rule needs it.</summary>
internal sealed partial class AttemptHistory(IDeliveryStore store, ILogger<AttemptHistory> logger)
{
    /// <summary>Nothing when it can't be told now, which gives the delivery one more chance.</summary>
    public async Task<EarlierAttempts> ReadAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Attempts == 0)
            return EarlierAttempts.None;
        try
        {
            return new EarlierAttempts((await store.FindAsync(delivery.MessageId, cancellationToken))?.Attempts ?? [], delivery.EarlierAttempts);
        }
        catch (Exception away)
        {
            Log.NotRead(logger, away, delivery.MessageId);
            return EarlierAttempts.None;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What was tried of delivery {MessageId} before can't be read now.")]
        public static partial void NotRead(ILogger logger, Exception exception, string messageId);
    }
}

/// <summary>The attempts before this one, first to last.</summary>
/// <param name="ofEarlierLives">How many of them were made before it was last replayed.</param>
internal sealed class EarlierAttempts(IReadOnlyList<DeliveryAttempt> attempts, int ofEarlierLives)
{
    public static EarlierAttempts None { get; } = new([], 0);

    /// <summary>How many of the last attempts of this life were refused, one after the other.</summary>
    public int RefusedInARow => OfThisLife.Reverse().TakeWhile(attempt => attempt.Fault == DeliveryFault.Refused).Count();

    /// <summary>How many attempts of this life gave the receiver a chance.</summary>
    public int Tries => OfThisLife.Count(attempt => DeliveryFault.IsTry(attempt.Fault));

    /// <summary>Whether one of them, in whatever life, may have arrived although nobody said so.</summary>
    public bool MayHaveArrived => attempts.Any(attempt => attempt is { Status: null, Fault: DeliveryFault.Timeout or DeliveryFault.Closed or DeliveryFault.Stopped });

    private IEnumerable<DeliveryAttempt> OfThisLife => attempts.Where(attempt => attempt.Number > ofEarlierLives);
}
