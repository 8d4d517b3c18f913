// Token, signed search, verified answer: the whole exchange as a social-protection system does it.
// Run the server first, then:  dotnet run samples/search-and-verify/search-and-verify.cs [path to demo.json] [identifier type]
#:property PublishAot=false

using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

var demoFile = args.Length > 0 ? args[0] : "src/Dci.CrvsApi/data/demo.json";
var identifierType = args.Length > 1 ? args[1] : "BRN";
var demo = JsonNode.Parse(await File.ReadAllTextAsync(demoFile))!;
using var http = new HttpClient();

// 1. A token for the registered partner (RFC 6749 §4.4).
var tokenReply = await http.PostAsync((string)demo["token_url"]!, new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "client_credentials",
    ["client_id"] = (string)demo["client_id"]!,
    ["client_secret"] = (string)demo["client_secret"]!,
}));
tokenReply.EnsureSuccessStatusCode();
var token = (string)JsonNode.Parse(await tokenReply.Content.ReadAsStringAsync())!["access_token"]!;
Console.WriteLine("1. token received");

// 2. The search, signed with the partner's key: a compact JWS whose payload is {"header":…,"message":…}.
var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
var header = new JsonObject
{
    ["version"] = "1.0.0",
    ["message_id"] = Guid.NewGuid().ToString(),
    ["message_ts"] = now,
    ["action"] = "search",
    ["sender_id"] = (string)demo["sender_id"]!,
    ["receiver_id"] = (string)demo["receiver_id"]!,
    ["total_count"] = 1,
};
var message = new JsonObject
{
    ["transaction_id"] = Guid.NewGuid().ToString(),
    ["search_request"] = new JsonArray(new JsonObject
    {
        ["reference_id"] = "1",
        ["timestamp"] = now,
        ["search_criteria"] = new JsonObject
        {
            ["version"] = "1.0.0",
            ["reg_type"] = "ns:org:RegistryType:Civil",
            ["query_type"] = "idtype-value",
            ["query"] = new JsonObject { ["type"] = identifierType, ["value"] = (string)demo["identifiers"]![identifierType]! },
        },
    }),
};
var payload = new JsonObject { ["header"] = header, ["message"] = message };
var envelope = new JsonObject { ["signature"] = Sign(payload.ToJsonString(), demo["private_jwk"]!), ["header"] = header.DeepClone(), ["message"] = message.DeepClone() };

using var request = new HttpRequestMessage(HttpMethod.Post, (string)demo["base_url"]! + "/registry/sync/search")
{
    Content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json"),
};
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
var reply = await http.SendAsync(request);
var body = await reply.Content.ReadAsStringAsync();
Console.WriteLine($"2. signed search answered with {(int)reply.StatusCode}");
if (!reply.IsSuccessStatusCode)
{
    Console.Error.WriteLine(body);
    return 1;
}

// 3. The answer's signature, against the keys that the server publishes.
var answer = JsonNode.Parse(body)!;
var jwks = JsonNode.Parse(await http.GetStringAsync((string)demo["base_url"]! + "/.well-known/jwks.json"))!;
if (!Verify((string)answer["signature"]!, answer, jwks))
{
    Console.Error.WriteLine("3. the signature does NOT verify");
    return 1;
}

Console.WriteLine("3. the signature verifies");
Console.WriteLine(answer["message"]!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
return 0;

static string Sign(string payload, JsonNode jwk)
{
    using var key = ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = Base64Url.DecodeFromChars((string)jwk["d"]!),
        Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
    });
    var protectedHeader = new JsonObject { ["alg"] = "ES256", ["kid"] = (string)jwk["kid"]! }.ToJsonString();
    var signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(protectedHeader)) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
    return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
}

static bool Verify(string jws, JsonNode answer, JsonNode jwks)
{
    var parts = jws.Split('.');
    var protectedHeader = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
    var jwk = jwks["keys"]!.AsArray().Single(candidate => (string)candidate!["kid"]! == (string)protectedHeader["kid"]!)!;
    using var key = ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
    });
    var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
    if ((string)protectedHeader["alg"]! != "ES256" || !key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256))
        return false;

    // The signed payload and what stands in the envelope must be the same.
    var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
    return JsonNode.DeepEquals(payload["header"], answer["header"]) && JsonNode.DeepEquals(payload["message"], answer["message"]);
}
