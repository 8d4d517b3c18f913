using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Reads one public JWK of the kinds that can sign to us (RFC 7518 §6, RFC 8037 §2).</summary>
internal static class JwkReader
{
    private static readonly string[] KnownTypes = ["RSA", "EC", "OKP"];

    /// <summary>What is said of a key that should have stayed at home.</summary>
    public const string Exposed = "this is a private or shared key; register the public one and replace the key pair, since it has been shown";

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Whether a reader of signatures has to pass the key over instead of complaining.</summary>
    public static bool IsForOthers(JsonElement jwk) =>
        jwk.ValueKind is JsonValueKind.Object
        && (jwk.TextOf("use"u8) is not (null or "sig") || (jwk.TextOf("kty"u8) is { } type && type != "oct" && !KnownTypes.Contains(type, StringComparer.Ordinal)));

    public static bool IsPrivate(JsonElement jwk) => PrivateMembers.Any(member => jwk.TryGetProperty(member, out _));

    public static PartnerKey? Read(JsonElement jwk, out string fault)
    {
        fault = "a JWK is a JSON object";
        if (jwk.ValueKind is not JsonValueKind.Object)
            return null;

        fault = Exposed;
        if (IsPrivate(jwk))
            return null;

        fault = "the key is neither for signatures nor for encryption (use must be sig, enc or absent)";
        if (jwk.TextOf("use"u8) is not (null or "sig"))
            return null;

        var key = jwk.TextOf("kty"u8) switch
        {
            "RSA" => PublicKeys.Rsa(Bytes(jwk, "n"u8), Bytes(jwk, "e"u8), out fault),
            "EC" => PublicKeys.EcDsa(jwk.TextOf("crv"u8), Bytes(jwk, "x"u8), Bytes(jwk, "y"u8), out fault),
            "OKP" => PublicKeys.Ed25519(jwk.TextOf("crv"u8), Bytes(jwk, "x"u8), out fault),
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
        var algorithm = jwk.TextOf("alg"u8);
        // RFC 9864 gives Ed25519 a name of its own; it means the same here.
        algorithm = algorithm == "Ed25519" ? "EdDSA" : algorithm;
        key = key with { KeyId = jwk.TextOf("kid"u8) is { Length: > 0 } id ? id : null, Algorithm = algorithm };
        if (algorithm is null || (SignatureAlgorithms.FromJwa(algorithm) is { } known && key.Serves(known)))
            return key;

        fault = "alg must be RS256 or PS256 for RSA, ES256 for EC, EdDSA for OKP, or absent";
        return null;
    }

    /// <summary>Empty when the member is absent or not base64url.</summary>
    public static byte[] Bytes(JsonElement jwk, ReadOnlySpan<byte> name) =>
        jwk.TextOf(name) is { } text && Base64Text.TryReadUrl(text, out var bytes) ? bytes : [];
}
