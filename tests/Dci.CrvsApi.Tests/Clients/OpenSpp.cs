using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>OpenSPP 2 as a client of civil registries: what it writes, signs and reads back.</summary>
internal sealed partial class OpenSpp
{
    private readonly Ed25519KeyMaterial _key = new(RandomNumberGenerator.GetBytes(Ed25519KeyMaterial.SeedLength));
    private readonly string _senderId = $"openspp-{Guid.NewGuid():N}.example.org";

    private OpenSpp()
    {
    }

    public SocialProtectionSystem Wire { get; private set; } = null!;

    /// <param name="callbackUri">The one address that everything is posted to.</param>
    /// <param name="server">The demonstration server when null.</param>
    /// <param name="change">What is registered otherwise.</param>
    public static async Task<OpenSpp> JoinAsync(string? callbackUri = null, CrvsServer? server = null, Func<PartnerRegistration, PartnerRegistration>? change = null)
    {
        var site = new OpenSpp();
        var jwk = JsonSerializer.SerializeToElement(new
        {
            kty = "OKP",
            kid = $"{site._senderId}|key1|ed25519",
            use = "sig",
            alg = "EdDSA",
            crv = "Ed25519",
            x = System.Buffers.Text.Base64Url.EncodeToString(site._key.PublicKey.Span),
        });
        site.Wire = await Peers.JoinAsync("openspp", registration => (change ?? (same => same))(registration with
        {
            SenderIds = [site._senderId],
            ReceiverIds = ["crvs.example.gov"],
            Scopes = ["registry.search", "registry.txn-status", "registry.subscribe", "registry.unsubscribe"],
            CallbackOrigins = ["http://127.0.0.1:*"],
            Keys = new KeysRegistration { Jwk = [jwk] },
            CallbackUri = callbackUri,
        }), server);
        return site;
    }

    /// <summary>verify_birth and check_death: no signature member, consent beside the criteria, one record a page.</summary>
    public JsonObject Verification(string type, string value, string eventType)
    {
        var criteria = Peers.Lookup(type, value, eventType);
        criteria["sort"] = new JsonArray(new JsonObject { ["attribute_name"] = "createdAt", ["sort_order"] = "asc" });
        criteria["pagination"] = new JsonObject { ["page_size"] = 1, ["page_number"] = 1 };
        return new JsonObject { ["header"] = Header(), ["message"] = Message(criteria) };
    }

    /// <summary>The calls of its data source: flags and meta in the header, a signature or an empty one.</summary>
    public JsonObject Call(JsonObject criteria, bool signed)
    {
        var header = Header();
        header["is_msg_encrypted"] = false;
        header["meta"] = new JsonObject();
        var message = Message(criteria);
        return new JsonObject { ["signature"] = signed ? Sign(header, message) : "", ["header"] = header, ["message"] = message };
    }

    /// <summary>search_async and txn_status: signed, with the one address that it has for everything.</summary>
    public JsonObject Later(string action, JsonObject message, string callback)
    {
        var header = Header();
        header["action"] = action;
        header["sender_uri"] = callback;
        return new JsonObject { ["signature"] = Sign(header, message), ["header"] = header, ["message"] = message };
    }

    /// <summary>The question what became of a message: an action and an attribute in its own words, and no kind of message.</summary>
    public JsonObject StatusCall(string attributeType, string value)
    {
        var header = Header();
        header["action"] = "txn_status";
        header["is_msg_encrypted"] = false;
        header["meta"] = new JsonObject();
        var message = new JsonObject
        {
            ["transaction_id"] = Guid.NewGuid().ToString(),
            ["txnstatus_request"] = new JsonObject { ["reference_id"] = Guid.NewGuid().ToString(), ["attribute_type"] = attributeType, ["attribute_value"] = value },
        };
        return new JsonObject { ["signature"] = Sign(header, message), ["header"] = header, ["message"] = message };
    }

    /// <summary>A subscription, of which it names the event, what it wants, and nothing else.</summary>
    public JsonObject SubscribeCall(string eventType, string filter) => Signed("subscribe", new JsonObject
    {
        ["transaction_id"] = Guid.NewGuid().ToString(),
        ["subscribe_request"] = new JsonArray(new JsonObject
        {
            ["reference_id"] = Guid.NewGuid().ToString(),
            ["timestamp"] = Now(),
            ["subscribe_criteria"] = new JsonObject { ["reg_event_type"] = eventType, ["notify_record_type"] = "Person", ["filter"] = JsonNode.Parse(filter) },
        }),
    });

    /// <summary>The end of one, by what it takes for its code, under a name of its own.</summary>
    public JsonObject UnsubscribeCall(string code) => Signed("unsubscribe", new JsonObject
    {
        ["transaction_id"] = Guid.NewGuid().ToString(),
        ["timestamp"] = Now(),
        ["subscription_code"] = new JsonArray(code),
    });

    public string Sign(JsonObject header, JsonObject message)
    {
        var created = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var expires = created + 300;
        var digest = Digest(header, message);
        var signature = new byte[_key.SignatureLength];
        _key.Sign(Encoding.UTF8.GetBytes($"(created): {created}\n(expires): {expires}\ndigest: {digest}"), signature);
        return string.Create(CultureInfo.InvariantCulture, $"namespace=\"dci\", kidId=\"{_senderId}|key1|ed25519\", algorithm=\"ed25519\", created=\"{created}\", expires=\"{expires}\", headers=\"(created) (expires) digest\", signature=\"{Convert.ToBase64String(signature)}\"");
    }

    /// <summary>Posts the body as an HTTP library of Python writes it.</summary>
    public async Task<Reply> PostAsync(JsonObject envelope, bool escaped, string path = "/registry/sync/search")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(escaped ? PythonJson.Sorted(envelope).Replace("\":", "\": ", StringComparison.Ordinal) : envelope.ToJsonString(Unescaped)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await Wire.PostAsync(content, path);
    }

    /// <summary>Whether an answer verifies with the key that it would take from the registry's key set.</summary>
    public static Task<bool> VerifiesAsync(Reply reply)
    {
        var envelope = JsonNode.Parse(reply.Text)!.AsObject();
        return VerifiesAsync(envelope, envelope["header"]!.AsObject());
    }

    /// <summary>Whether its callback endpoint lets a message in: it reads the header into a model, writes that again with all its members, and verifies over what it wrote.</summary>
    public static Task<bool> LetsInAsync(Callback callback, CrvsServer? server = null)
    {
        var envelope = JsonNode.Parse(callback.Envelope.GetRawText())!.AsObject();
        var (sent, model) = (envelope["header"]!, new JsonObject());
        foreach (var name in (string[])["version", "message_id", "message_ts", "action", "status", "status_reason_code", "status_reason_message", "sender_id", "sender_uri", "receiver_id", "total_count", "completed_count", "is_msg_encrypted", "meta"])
            model[name] = sent[name]?.DeepClone() ?? (name == "completed_count" ? 0 : null);
        model["message_ts"] = DateTimeOffset.Parse(sent["message_ts"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return VerifiesAsync(envelope, model, server);
    }

    private static async Task<bool> VerifiesAsync(JsonObject envelope, JsonObject header, CrvsServer? server = null)
    {
        using var http = (server ?? DemoServer.Instance).CreateClient();
        var keys = JsonNode.Parse(await http.GetStringAsync(new Uri("/profiles/openspp/.well-known/jwks.json", UriKind.Relative)))!["keys"]!.AsArray();
        var key = keys.First(candidate => candidate!["kid"]!.GetValue<string>().StartsWith("crvs.localhost|", StringComparison.Ordinal))!;
        var said = Parameter().Matches(envelope["signature"]!.GetValue<string>()).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var signed = Encoding.UTF8.GetBytes($"(created): {said["created"]}\n(expires): {said["expires"]}\ndigest: {Digest(header, envelope["message"]!)}");
        return key["kid"]!.GetValue<string>().Split('|')[2] == "ed25519"
            && Ed25519.Verify(Convert.FromBase64String(said["signature"]), 0, System.Buffers.Text.Base64Url.DecodeFromChars(key["x"]!.GetValue<string>()), 0, signed, 0, signed.Length);
    }

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Digest(JsonNode header, JsonNode message)
    {
        var both = new JsonObject { ["header"] = header.DeepClone(), ["message"] = message.DeepClone() };
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PythonJson.Sorted(both))));
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public static JsonObject Message(JsonObject criteria) => new()
    {
        ["transaction_id"] = Guid.NewGuid().ToString(),
        ["search_request"] = new JsonArray(new JsonObject
        {
            ["reference_id"] = Guid.NewGuid().ToString(),
            ["timestamp"] = Now(),
            ["search_criteria"] = criteria,
            ["consent"] = JsonNode.Parse("""{"id":"consent-openspp","purpose":{"text":"Vérification: দাদা 😀","code":"SPP","refUri":"https://openspp.example.org/callback"}}"""),
            ["locale"] = "eng",
        }),
    };

    private JsonObject Signed(string action, JsonObject message)
    {
        var header = Header();
        header["action"] = action;
        header["is_msg_encrypted"] = false;
        header["meta"] = new JsonObject();
        return new JsonObject { ["signature"] = Sign(header, message), ["header"] = header, ["message"] = message };
    }

    private JsonObject Header() => new()
    {
        ["version"] = "1.0.0",
        ["message_id"] = Guid.NewGuid().ToString(),
        ["message_ts"] = Now(),
        ["action"] = "search",
        ["sender_id"] = _senderId,
        ["sender_uri"] = "",
        ["receiver_id"] = "crvs.example.gov",
        ["total_count"] = 1,
    };

    [GeneratedRegex("(\\w+)=\"([^\"]+)\"")]
    private static partial Regex Parameter();
}
