namespace Dci.CrvsApi.Partners;

/// <summary>Reads how much a partner may ask. A partner may have less than the server allows, never more.</summary>
internal static class LimitsCompiler
{
    private const int MaxPageSize = 1_000;
    private const int MaxItems = 100;
    private const int MaxCallbackItems = 10_000;
    private const int MinCallbackBytes = 10_000;
    private const int MaxCallbackBytes = 16 * 1024 * 1024;
    private const int MaxAttempts = 1_000;
    private const int MaxHours = 720;
    private const int MaxSubscriptions = 1_000_000;

    public static PartnerLimits Compile(LimitsRegistration? limits, RegistrationFaults faults) => new()
    {
        PageSize = Within(limits?.PageSize, MaxPageSize, faults.Under("page_size")),
        MaxMatches = Within(limits?.MaxMatches, int.MaxValue, faults.Under("max_matches")),
        ItemsPerMessage = Within(limits?.ItemsPerMessage, MaxItems, faults.Under("items_per_message")),
        RequestsPerMinute = Within(limits?.RequestsPerMinute, 1_000_000, faults.Under("requests_per_minute")),
        CallbackItems = Within(limits?.CallbackItems, MaxCallbackItems, faults.Under("callback_items")),
        CallbackBytes = Within(limits?.CallbackBytes, MaxCallbackBytes, faults.Under("callback_bytes"), MinCallbackBytes),
        Unfinished = Within(limits?.Unfinished, 1_000_000, faults.Under("unfinished")),
        DeliveryAttempts = Within(limits?.DeliveryAttempts, MaxAttempts, faults.Under("delivery_attempts")),
        DeliveryHours = Within(limits?.DeliveryHours, MaxHours, faults.Under("delivery_hours")),
        Subscriptions = Within(limits?.Subscriptions, MaxSubscriptions, faults.Under("subscriptions")),
    };

    private static int? Within(int? limit, int most, RegistrationFaults faults, int least = 1)
    {
        if (limit < least || limit > most)
            faults.Add("is out of range", $"Give {least} to {most}, or leave it out for the server's own limit");
        return limit;
    }
}
