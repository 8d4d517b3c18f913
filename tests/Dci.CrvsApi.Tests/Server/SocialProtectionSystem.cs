using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>A partner on the other side of the wire: it has its key and credentials, gets its token and asks.</summary>
internal sealed class SocialProtectionSystem(HttpClient http, string clientId, string clientSecret, JsonElement? privateJwk = null)
{
    private string? _token;

    /// <summary>What it calls itself in messages.</summary>
    public string SenderId { get; set; } = "";

    /// <summary>What it calls the server, null to leave it out.</summary>
    public string? ReceiverId { get; set; }

    /// <summary>Whether each answer is validated against openapi.yaml; off for dialects that differ from it on purpose, and for volume.</summary>
    public bool HoldToContract { get; set; } = true;

    public static SocialProtectionSystem OfDemo(CrvsServer server)
    {
        var demo = server.Demo;
        return new SocialProtectionSystem(
            server.CreateClient(),
            demo.GetProperty("client_id").GetString()!,
            demo.GetProperty("client_secret").GetString()!,
            demo.GetProperty("private_jwk"))
        {
            SenderId = demo.GetProperty("sender_id").GetString()!,
            ReceiverId = demo.GetProperty("receiver_id").GetString(),
        };
    }

    public async Task<string> TokenAsync()
    {
        if (_token is not null)
            return _token;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = clientSecret,
        });
        using var reply = await http.PostAsync(new Uri("/oauth2/client/token", UriKind.Relative), form);
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
        return _token = (string?)body["access_token"] ?? throw new InvalidOperationException($"No token: {body}");
    }

    /// <summary>Searches by one identifier.</summary>
    public Task<Reply> SearchAsync(string type, string value, string? eventType = null, bool signed = false) =>
        SearchAsync("idtype-value", new JsonObject { ["type"] = type, ["value"] = value }, eventType, signed);

    /// <summary>Searches with one item.</summary>
    public Task<Reply> SearchAsync(string queryType, JsonNode query, string? eventType = null, bool signed = false)
    {
        var criteria = new JsonObject { ["query_type"] = queryType, ["query"] = query };
        if (eventType is not null)
            criteria["reg_event_type"] = eventType;
        return SendAsync(Message(Item(criteria)), signed);
    }

    /// <summary>Sends a whole message, signed or with no signature.</summary>
    public Task<Reply> SendAsync(JsonObject message, bool signed = false) => SendEnvelopeAsync(Envelope(message, signed));

    public async Task<Reply> SendEnvelopeAsync(JsonObject envelope, string path = "/registry/sync/search")
    {
        using var content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json");
        return await PostAsync(content, path);
    }

    /// <summary>Sends to an operation of the standard, with the action that it asks for.</summary>
    /// <param name="senderUri">Where the outcome is to go, null to leave it out.</param>
    public Task<Reply> CallAsync(string path, string action, JsonObject message, string? senderUri = null, bool signed = false)
    {
        var header = Header(((message["search_request"] ?? message["subscribe_request"]) as JsonArray)?.Count ?? 1);
        header["action"] = action;
        if (senderUri is not null)
            header["sender_uri"] = senderUri;
        return SendEnvelopeAsync(Envelope(header, message, signed), path);
    }

    /// <summary>Searches asynchronously.</summary>
    public Task<Reply> SearchLaterAsync(JsonObject message, string? senderUri = null, bool signed = false) => CallAsync("/registry/search", "search", message, senderUri, signed);

    /// <summary>Asks at once what became of messages.</summary>
    public Task<Reply> StatusAsync(string attributeType, JsonNode value, string? txnType = "search") =>
        CallAsync("/registry/sync/txn/status", "txn-status", StatusQuestion(attributeType, value, txnType));

    public static JsonObject StatusQuestion(string attributeType, JsonNode value, string? txnType = "search")
    {
        var question = new JsonObject { ["reference_id"] = Guid.NewGuid().ToString(), ["attribute_type"] = attributeType, ["attribute_value"] = value };
        if (txnType is not null)
            question["txn_type"] = txnType;
        return new JsonObject { ["transaction_id"] = Guid.NewGuid().ToString(), ["txnstatus_request"] = question };
    }

    public async Task<Reply> PostAsync(HttpContent content, string path = "/registry/sync/search")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        using var reply = await http.SendAsync(request);
        var read = new Reply(reply, await reply.Content.ReadAsByteArrayAsync());
        if (HoldToContract)
            ContractGuard.Check(read, path);
        return read;
    }

    public JsonObject Envelope(JsonObject message, bool signed)
    {
        var count = (message["search_request"] as JsonArray)?.Count ?? 1;
        return Envelope(Header(count), message, signed);
    }

    public JsonObject Envelope(JsonObject header, JsonObject message, bool signed) =>
        signed
            ? new JsonObject { ["signature"] = Sign(header, message), ["header"] = header, ["message"] = message }
            : new JsonObject { ["header"] = header, ["message"] = message };

    public JsonObject Header(int count = 1)
    {
        var header = new JsonObject
        {
            ["version"] = "1.0.0",
            ["message_id"] = Guid.NewGuid().ToString(),
            ["message_ts"] = Now(),
            ["action"] = "search",
            ["sender_id"] = SenderId,
            ["total_count"] = count,
        };
        if (ReceiverId is not null)
            header["receiver_id"] = ReceiverId;
        return header;
    }

    public static JsonObject Message(params JsonNode[] items) => new() { ["transaction_id"] = Guid.NewGuid().ToString(), ["search_request"] = new JsonArray(items) };

    public static JsonObject Item(JsonObject criteria, string? referenceId = null) => new()
    {
        ["reference_id"] = referenceId ?? Guid.NewGuid().ToString(),
        ["timestamp"] = Now(),
        ["search_criteria"] = criteria,
    };

    /// <summary>An attached compact JWS over header and message (ES256).</summary>
    public string Sign(JsonObject header, JsonObject message) =>
        Jws($$"""{"header":{{header.ToJsonString()}},"message":{{message.ToJsonString()}}}""");

    /// <summary>A compact JWS without the payload it is over (ES256).</summary>
    public string SignDetached(string payload)
    {
        var parts = Jws(payload).Split('.');
        return $"{parts[0]}..{parts[2]}";
    }

    private string Jws(string payload)
    {
        var jwk = privateJwk ?? throw new InvalidOperationException("This partner has no key.");
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64Url.DecodeFromChars(jwk.GetProperty("d").GetString()),
            Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        });
        var protectedHeader = new JsonObject { ["alg"] = "ES256", ["kid"] = jwk.GetProperty("kid").GetString() }.ToJsonString();
        var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(protectedHeader)) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
