using System.Text.Json;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Reads one public JWK of the kinds that can sign to us (RFC 7518 §6, RFC 8037 §2).</summary>
internal static class JwkReader
{
    private static readonly string[] KnownTypes = ["RSA", "EC", "OKP"];

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Whether a reader of signatures has to pass the key over instead of complaining.</summary>
    public static bool IsForOthers(JsonElement jwk) =>
        jwk.ValueKind is JsonValueKind.Object
        && (Text(jwk, "use") is not (null or "sig") || (Text(jwk, "kty") is { } type && type != "oct" && !KnownTypes.Contains(type, StringComparer.Ordinal)));

    public static PartnerKey? Read(JsonElement jwk, out string fault)
    {
        fault = "a JWK is a JSON object";
        if (jwk.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        fault = "this is a private or shared key; register the public one and replace the key pair, since it has been shown";
        if (PrivateMembers.Any(member => jwk.TryGetProperty(member, out _)))
        {
            return null;
        }

        fault = "the key is not for signatures (use must be sig or absent)";
        if (Text(jwk, "use") is not (null or "sig"))
        {
            return null;
        }

        var key = Text(jwk, "kty") switch
        {
            "RSA" => PublicKeys.Rsa(Bytes(jwk, "n"), Bytes(jwk, "e"), out fault),
            "EC" => PublicKeys.EcDsa(Text(jwk, "crv"), Bytes(jwk, "x"), Bytes(jwk, "y"), out fault),
            "OKP" => PublicKeys.Ed25519(Text(jwk, "crv"), Bytes(jwk, "x"), out fault),
            _ => Unknown(out fault),
        };
        return key is null ? null : Named(key, jwk, ref fault);
    }

    private static PartnerKey? Unknown(out string fault)
    {
        fault = "kty must be RSA, EC or OKP";
        return null;
    }

    private static PartnerKey? Named(PartnerKey key, JsonElement jwk, ref string fault)
    {
        var algorithm = Text(jwk, "alg");
        // RFC 9864 gives Ed25519 a name of its own; it means the same here.
        algorithm = algorithm == "Ed25519" ? "EdDSA" : algorithm;
        key = key with { KeyId = Text(jwk, "kid") is { Length: > 0 } id ? id : null, Algorithm = algorithm };
        if (algorithm is null || (SignatureAlgorithms.FromJwa(algorithm) is { } known && key.Serves(known)))
        {
            return key;
        }

        fault = "alg must be RS256 or PS256 for RSA, ES256 for EC, EdDSA for OKP, or absent";
        return null;
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[] Bytes(JsonElement jwk, string name) =>
        Text(jwk, name) is { } text && Base64Text.TryReadUrl(text, out var bytes) ? bytes : [];
}
