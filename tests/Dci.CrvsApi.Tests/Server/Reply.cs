using System.Net;
using System.Text;
using System.Text.Json;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>What came back, read once.</summary>
internal sealed class Reply
{
    private readonly byte[] _body;

    public Reply(HttpResponseMessage reply, byte[] body)
    {
        _body = body;
        Status = reply.StatusCode;
        MediaType = reply.Content.Headers.ContentType?.MediaType;
        RetryAfter = reply.Headers.RetryAfter?.Delta;
        Json = body.Length > 0 && MediaType is "application/json" or "application/fhir+json" ? JsonDocument.Parse(body).RootElement : default;
    }

    public HttpStatusCode Status { get; }

    public string? MediaType { get; }

    public TimeSpan? RetryAfter { get; }

    public JsonElement Json { get; }

    public string Text => Encoding.UTF8.GetString(_body);

    /// <summary>The code of the error body.</summary>
    public string? ErrorCode => Json.GetProperty("errors")[0].GetProperty("code").GetString();

    /// <summary>What an acknowledgement says: ACK, NACK or ERR.</summary>
    public string? AckStatus => Json.GetProperty("message").GetProperty("ack_status").GetString();

    public string CorrelationId => Json.GetProperty("message").GetProperty("correlation_id").GetString()!;

    public string? HeaderStatus => Json.GetProperty("header").GetProperty("status").GetString();

    /// <summary>The items of a transaction status.</summary>
    public IReadOnlyList<JsonElement> States => [.. Json.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response").EnumerateArray()];

    public JsonElement Items => Json.GetProperty("message").GetProperty("search_response");

    /// <summary>The first item.</summary>
    public JsonElement Item => Items[0];

    public long Total => Item.GetProperty("pagination").GetProperty("total_count").GetInt64();

    /// <summary>The records of the first item.</summary>
    public IReadOnlyList<JsonElement> Records => [.. Item.GetProperty("data").GetProperty("reg_records").EnumerateArray()];
}
