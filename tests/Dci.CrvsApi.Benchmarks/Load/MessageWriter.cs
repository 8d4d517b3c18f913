using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Benchmarks.Partners;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Writes DCI search messages, each with an id and a time of its own, signed when the partner signs.</summary>
/// <param name="callback">Where the answer is to be sent, for asynchronous searches.</param>
internal sealed class MessageWriter(BenchmarkPartner partner, TimeProvider clock, Uri? callback = null)
{
    private readonly string _callback = callback is null ? "" : $"\"sender_uri\":\"{callback.OriginalString}\",";

    public byte[] Write(IReadOnlyList<Question> items) => Write(items, Guid.NewGuid());

    public byte[] Write(IReadOnlyList<Question> items, Guid transaction)
    {
        var now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var content = $"{Header(now, items.Count)},{Message(now, items, transaction)}";
        return Encoding.UTF8.GetBytes(partner.Key is { } key
            ? $$"""{"signature":"{{Sign(key, $$"""{{{content}}}""")}}",{{content}}}"""
            : $$"""{{{content}}}""");
    }

    private string Header(string now, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        "header":{"version":"1.0.0","message_id":"{{Guid.NewGuid()}}","message_ts":"{{now}}","action":"search","sender_id":"{{partner.Id}}",{{_callback}}"receiver_id":"{{PartnerOffice.ReceiverId}}","total_count":{{count}},"is_msg_encrypted":false}
        """);

    private static string Message(string now, IReadOnlyList<Question> items, Guid transaction) =>
        $$"""
        "message":{"transaction_id":"{{transaction}}","search_request":[{{string.Join(',', items.Select((item, index) => Item(now, item, index)))}}]}
        """;

    private static string Item(string now, Question item, int index)
    {
        var pagination = item.PageSize is { } size ? $$""","pagination":{"page_size":{{size}},"page_number":1}""" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"reference_id":"ref-{{index}}","timestamp":"{{now}}","search_criteria":{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_event_type":"spdci-common:RegistryEventType:LiveBirth","reg_record_type":"spdci-extensions-dci:Person","query_type":"{{item.QueryType}}","query":{{item.Query}}{{pagination}}},"locale":"eng"}
            """);
    }

    /// <summary>A compact JWS over the payload.</summary>
    public static string Sign(SigningKey key, string payload)
    {
        var head = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"ES256","kid":"{{key.KeyId}}"}"""));
        var signed = $"{head}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
