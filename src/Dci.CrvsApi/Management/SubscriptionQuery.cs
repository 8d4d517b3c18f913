using System.Globalization;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Management;

/// <summary>Which subscriptions are to be listed, as asked at the management address or on the command line. What is unknown or has no sense is refused, never ignored.</summary>
/// <param name="Before">The code that ended the page before.</param>
internal sealed record SubscriptionQuery(SubscriptionFilter Filter, string? Before)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "state", "partner_id", "binding", "limit", "before" };

    public static Outcome<SubscriptionQuery> Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => !Known.Contains(name)) is { } stranger)
            return Failures.Bad($"The parameter {stranger} is not known; known are {string.Join(", ", Known)}.");
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } doubled)
            return Failures.Bad($"The parameter {doubled} stands twice.");
        var limit = DefaultLimit;
        if (Text(query, "limit") is { } number && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            limit = 0;
        return Read(Text(query, "state"), Text(query, "binding"), Text(query, "partner_id"), limit, Text(query, "before"));
    }

    public static Outcome<SubscriptionQuery> Read(string? stateWord, string? bindingWord, string? partnerId, int limit, string? before)
    {
        SubscriptionState? state = null;
        if (stateWord is not null && !SubscriptionReport.TryRead(stateWord, out state))
            return Failures.Bad($"state must be {SubscriptionReport.States}.");
        SubscriptionBinding? binding = null;
        if (bindingWord is not null && !SubscriptionReport.TryRead(bindingWord, out binding))
            return Failures.Bad($"binding must be {SubscriptionReport.Bindings}.");
        if (limit is < 1 or > MaxLimit)
            return Failures.Bad($"limit must be a number from 1 to {MaxLimit}.");
        return new SubscriptionQuery(new SubscriptionFilter(partnerId, binding, state, limit), before);
    }

    private static string? Text(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;
}
