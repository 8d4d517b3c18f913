using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Subscriptions;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>What somebody subscribes to: births by an identifier unless said otherwise.</summary>
internal static class Wanted
{
    public static SubscriptionDefinition Of(string? criteria, params VitalEvent[] events) => new()
    {
        Request = new RequestEcho("m-1", "subscribe", "spar", "crvs", "t-1"),
        Criteria = criteria is null ? null : JsonDocument.Parse(criteria).RootElement,
        Events = events,
    };

    public static SubscriptionDefinition Every(params VitalEvent[] events) => Of(null, events);

    public static SubscriptionDefinition Identifier(string type, string value, params VitalEvent[] events) =>
        Of($$$"""{"query_type":"idtype-value","query":{"type":"{{{type}}}","value":"{{{value}}}"}}""", events);

    /// <summary>A NoSQL-like expression.</summary>
    public static SubscriptionDefinition Where(string expression, params VitalEvent[] events) =>
        Of("""{"query_type":"expression","query":{"type":"ns:org:QueryType:NoSql","value":{"expression":{"query":""" + expression + "}}}}", events);

    public static Partner PartnerWith(AccessGrant grant) => new()
    {
        Id = "spar",
        Disabled = false,
        SenderIds = ["spar"],
        Profile = Presets.Find("dci-crvs-1.0.0")!,
        Access = grant,
    };
}
