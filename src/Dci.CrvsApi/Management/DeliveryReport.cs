using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Management;

/// <summary>Deliveries in the words of the contract.</summary>
internal static class DeliveryReport
{
    public const string States = "waiting, delivered or dead";

    public static DeliveryOutline Of(DeliverySummary delivery) => new()
    {
        MessageId = delivery.MessageId,
        PartnerId = delivery.PartnerId,
        Action = delivery.Action,
        CorrelationId = delivery.CorrelationId,
        Destination = delivery.Destination,
        State = Of(delivery.State),
        Attempts = delivery.Attempts,
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        GiveUpAt = delivery.GiveUpAt,
        SettledAt = delivery.SettledAt,
        Reason = delivery.Reason,
        Erased = delivery.Erased,
    };

    public static DeliveryRecord Of(DeliveryHistory history) => new()
    {
        Delivery = Of(history.Delivery),
        Attempts = [.. history.Attempts.Select(Of)],
    };

    public static string Word(DeliveryState state) => WireName.Of(Of(state));

    /// <summary>False when the word names no state.</summary>
    public static bool TryRead(string word, out DeliveryState state)
    {
        var known = WireName.TryParse<DeliveryStanding>(word, out var standing);
        state = standing switch
        {
            DeliveryStanding.Waiting => DeliveryState.Waiting,
            DeliveryStanding.Delivered => DeliveryState.Delivered,
            DeliveryStanding.Dead => DeliveryState.Dead,
            _ => throw new InvalidOperationException($"No state for {standing}."),
        };
        return known;
    }

    private static DeliveryStanding Of(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => DeliveryStanding.Waiting,
        DeliveryState.Delivered => DeliveryStanding.Delivered,
        DeliveryState.Dead => DeliveryStanding.Dead,
        _ => throw new InvalidOperationException($"No word for {state}."),
    };

    private static DeliveryTry Of(DeliveryAttempt attempt) => new()
    {
        Number = attempt.Number,
        At = attempt.At,
        Status = attempt.Status,
        DurationMs = (int)attempt.Duration.TotalMilliseconds,
        Fault = attempt.Fault,
    };
}
