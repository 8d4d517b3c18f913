using System.Globalization;
using System.Text;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>Writes signed messages that subscribe to births.</summary>
internal static class SubscribeWriter
{
    public const string Everything = """{"type":"*","value":"*"}""";

    /// <param name="filters">The filter of each item.</param>
    public static byte[] Write(BenchmarkPartner partner, Uri callback, Guid transaction, IEnumerable<string> filters)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var items = filters.Select((filter, index) => Item(now, index, filter)).ToArray();
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            "header":{"version":"1.0.0","message_id":"{{Guid.NewGuid()}}","message_ts":"{{now}}","action":"subscribe","sender_id":"{{partner.Id}}","sender_uri":"{{callback.OriginalString}}","receiver_id":"{{PartnerOffice.ReceiverId}}","total_count":{{items.Length}},"is_msg_encrypted":false},"message":{"transaction_id":"{{transaction}}","subscribe_request":[{{string.Join(',', items)}}]}
            """);
        return Encoding.UTF8.GetBytes($$"""{"signature":"{{MessageWriter.Sign(partner.Key!, $$"""{{{content}}}""")}}",{{content}}}""");
    }

    private static string Item(string now, int index, string filter) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"reference_id":"item-{{index}}","timestamp":"{{now}}","subscribe_criteria":{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"spdci-common:RegistryEventType:LiveBirth","filter_type":"{{(filter[0] == '[' ? "predicate" : "idtype-value")}}","filter":{{filter}},"notify_record_type":"spdci-extensions-dci:Person"},"locale":"eng"}
        """);
}
