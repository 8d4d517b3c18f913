using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Reads replies as a careful client would: the signature, what it covers, every status and the number of records.</summary>
internal sealed class ReplyCheck(IReadOnlyDictionary<string, ECDsa> keys)
{
    /// <summary>A check with the keys that the server publishes now.</summary>
    public static ReplyCheck For(IPEndPoint server)
    {
        using var connection = new HttpConnection(server);
        var reply = connection.Send(HttpRequest.Get(server, "/.well-known/jwks.json"));
        var keys = JsonElement.Parse(reply.Body).GetProperty("keys").EnumerateArray()
            .Where(key => key.TryGetProperty("crv", out var curve) && curve.ValueEquals("P-256"))
            .ToDictionary(key => key.GetProperty("kid").GetString()!, PublicKey, StringComparer.Ordinal);
        return new ReplyCheck(keys);
    }

    /// <summary>What is wrong with the reply, or null.</summary>
    public string? FaultOf(byte[] body, int items, int recordsEach)
    {
        var reply = JsonElement.Parse(body);
        return SignatureFault(reply)
            ?? StatusFault(reply.GetProperty("header"), "header")
            ?? ItemsFault(reply.GetProperty("message").GetProperty("search_response"), items, recordsEach);
    }

    /// <summary>What is wrong with the signature, or null.</summary>
    public string? SignatureFaultOf(byte[] body) => SignatureFault(JsonElement.Parse(body));

    private static ECDsa PublicKey(JsonElement jwk) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()),
            Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()),
        },
    });

    private static string? StatusFault(JsonElement element, string where) =>
        element.TryGetProperty("status", out var status) && status.ValueEquals("succ") ? null : $"The {where} does not say succ.";

    private static string? ItemsFault(JsonElement answers, int items, int recordsEach)
    {
        if (answers.GetArrayLength() != items)
            return $"{answers.GetArrayLength()} answers to {items} items.";
        foreach (var answer in answers.EnumerateArray())
        {
            var records = answer.TryGetProperty("data", out var data) ? data.GetProperty("reg_records").GetArrayLength() : 0;
            if (StatusFault(answer, "item") is { } fault)
                return fault;
            if (records != recordsEach)
                return $"{records} records where {recordsEach} were expected.";
        }

        return null;
    }

    private string? SignatureFault(JsonElement reply)
    {
        if (!reply.TryGetProperty("signature", out var signature) || signature.GetString()?.Split('.') is not [var head, var payload, var value])
            return "The reply has no compact JWS.";
        var keyId = JsonElement.Parse(Base64Url.DecodeFromChars(head)).GetProperty("kid").GetString()!;
        if (!keys.TryGetValue(keyId, out var key))
            return "The reply is signed by a key that is not published.";
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.DecodeFromChars(value), HashAlgorithmName.SHA256))
            return "The signature of the reply is wrong.";
        var signed = JsonElement.Parse(Base64Url.DecodeFromChars(payload));
        return Covers(signed, reply, "header") && Covers(signed, reply, "message") ? null : "The signature covers something else.";
    }

    private static bool Covers(JsonElement signed, JsonElement reply, string member) =>
        JsonElement.DeepEquals(signed.GetProperty(member), reply.GetProperty(member));
}
