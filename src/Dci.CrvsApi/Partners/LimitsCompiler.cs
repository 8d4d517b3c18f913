namespace Dci.CrvsApi.Partners;

/// <summary>Reads how much a partner may ask. A partner may have less than the server allows, never more.</summary>
internal static class LimitsCompiler
{
    private const int MaxPageSize = 1_000;
    private const int MaxItems = 100;

    public static PartnerLimits Compile(LimitsRegistration? limits, RegistrationFaults faults) => new()
    {
        PageSize = Within(limits?.PageSize, MaxPageSize, faults.Under("page_size")),
        MaxMatches = Within(limits?.MaxMatches, int.MaxValue, faults.Under("max_matches")),
        ItemsPerMessage = Within(limits?.ItemsPerMessage, MaxItems, faults.Under("items_per_message")),
        RequestsPerMinute = Within(limits?.RequestsPerMinute, 1_000_000, faults.Under("requests_per_minute")),
    };

    private static int? Within(int? limit, int most, RegistrationFaults faults)
    {
        if (limit < 1 || limit > most)
            faults.Add("is out of range", $"Give 1 to {most}, or leave it out for the server's own limit");
        return limit;
    }
}
