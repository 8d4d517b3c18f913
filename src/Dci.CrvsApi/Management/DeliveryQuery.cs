using System.Globalization;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Management;

/// <summary>Reads which deliveries a request wants listed. A filter that is unknown or has no sense is refused, never ignored.</summary>
internal static class DeliveryQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "state", "partner_id", "limit", "before" };

    public static Outcome<DeliveryFilter> Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => !Known.Contains(name)) is { } stranger)
            return Failures.Bad($"The parameter {stranger} is not known; known are {string.Join(", ", Known)}.");
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } doubled)
            return Failures.Bad($"The parameter {doubled} stands twice.");
        DeliveryState? state = null;
        if (Text(query, "state") is { } word)
        {
            if (!DeliveryReport.TryRead(word, out var named))
                return Failures.Bad($"state must be {DeliveryReport.States}.");
            state = named;
        }

        var limit = DefaultLimit;
        if (Text(query, "limit") is { } number && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            return Failures.Bad($"limit must be a number from 1 to {MaxLimit}.");
        return new DeliveryFilter(state, Text(query, "partner_id"), limit) { Before = Text(query, "before") };
    }

    private static string? Text(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;
}
