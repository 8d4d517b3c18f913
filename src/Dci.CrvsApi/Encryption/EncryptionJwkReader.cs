using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Encryption;

/// <summary>Reads one public JWK that answers can be encrypted to (RFC 7518 §6).</summary>
internal static class EncryptionJwkReader
{
    /// <summary>Whether the key says that it is for encryption, by its use or, without one, by its algorithm.</summary>
    public static bool IsMeant(JsonElement jwk) =>
        jwk.ValueKind is JsonValueKind.Object && (jwk.TextOf("use"u8) ?? (EncryptionAlgorithms.KeyFromJwa(jwk.TextOf("alg"u8)) is null ? null : "enc")) == "enc";

    public static PartnerEncryptionKey? Read(JsonElement jwk, out string fault)
    {
        fault = JwkReader.Exposed;
        if (JwkReader.IsPrivate(jwk))
            return null;

        var key = jwk.TextOf("kty"u8) switch
        {
            "RSA" => Rsa(jwk, out fault),
            "EC" => Agreement(jwk, out fault),
            _ => Unknown(out fault),
        };
        return key is null ? null : Named(key, jwk, ref fault);
    }

    private static PartnerEncryptionKey? Rsa(JsonElement jwk, out string fault) =>
        PublicKeys.Rsa(JwkReader.Bytes(jwk, "n"u8), JwkReader.Bytes(jwk, "e"u8), out fault)?.Rsa is { } rsa
            ? new PartnerEncryptionKey(new RsaKeyMaterial(rsa).Thumbprint(), rsa, null)
            : null;

    private static PartnerEncryptionKey? Agreement(JsonElement jwk, out string fault)
    {
        using var key = PublicKeys.EcDsa(jwk.TextOf("crv"u8), JwkReader.Bytes(jwk, "x"u8), JwkReader.Bytes(jwk, "y"u8), out fault)?.EcDsa;
        if (key is null)
            return null;
        using var agreement = ECDiffieHellman.Create(key.ExportParameters(includePrivateParameters: false));
        return new PartnerEncryptionKey(new EcKeyMaterial(key).Thumbprint(), null, agreement.PublicKey);
    }

    private static PartnerEncryptionKey? Unknown(out string fault)
    {
        fault = "kty of a key for encryption must be RSA or EC";
        return null;
    }

    private static PartnerEncryptionKey? Named(PartnerEncryptionKey key, JsonElement jwk, ref string fault)
    {
        var name = jwk.TextOf("alg"u8);
        var algorithm = EncryptionAlgorithms.KeyFromJwa(name);
        fault = "alg of a key for encryption must be RSA-OAEP-256 or RSA-OAEP for RSA, ECDH-ES or ECDH-ES+A256KW for EC, or absent";
        if (name is not null && (algorithm is null || algorithm.Value.IsAgreement() != (key.Rsa is null)))
            return null;
        return key with { KeyId = jwk.TextOf("kid"u8) is { Length: > 0 } id ? id : key.KeyId, Algorithm = algorithm };
    }
}
