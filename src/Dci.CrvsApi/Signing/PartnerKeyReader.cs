using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>What was read of a partner's keys, and why the rest was not.</summary>
/// <param name="Faults">Words for the operator, each naming the place; empty when all was good.</param>
internal sealed record PartnerKeyReading(IReadOnlyList<PartnerKey> Keys, IReadOnlyList<string> Faults)
{
    /// <summary>Keys that answers can be encrypted to, in the order in which they were given.</summary>
    public IReadOnlyList<PartnerEncryptionKey> EncryptionKeys { get; init; } = [];

    public bool Empty => Keys.Count + EncryptionKeys.Count == 0;
}

/// <summary>Reads the public keys by which a partner is registered: JWK, JWKS or PEM. Weak keys and private keys are refused.</summary>
internal static class PartnerKeyReader
{
    public const int SmallestRsaBits = 2048;

    public const int LargestRsaBits = 8192;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>One key (RFC 7517 §4), for signatures or for encryption.</summary>
    public static PartnerKeyReading ReadJwk(JsonElement jwk)
    {
        if (EncryptionJwkReader.IsMeant(jwk))
            return EncryptionJwkReader.Read(jwk, out var unusable) is { } found ? new([], []) { EncryptionKeys = [found] } : new([], [unusable]);

        var key = JwkReader.Read(jwk, out var fault);
        return key is null ? new([], [fault]) : new([key], []);
    }

    /// <summary>A key set. Keys of unknown kinds, and for encryption in ways unknown here, are passed over (RFC 7517 §5); a set without a usable key is a fault.</summary>
    public static PartnerKeyReading ReadJwks(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("keys", out var keys)
                && keys.ValueKind is JsonValueKind.Array
                    ? ReadAll(keys)
                    : new([], ["a JWKS is an object with an array named keys"]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new([], ["the JWKS is not JSON, or names a member twice"]);
        }
    }

    /// <summary>One or more <c>PUBLIC KEY</c> blocks (SubjectPublicKeyInfo, RFC 7468 §13). They carry no key id.</summary>
    public static PartnerKeyReading ReadPem(string pem, string? keyId = null)
    {
        var keys = new List<PartnerKey>();
        var faults = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            if (PemReader.Read(rest[block.Label].ToString(), rest[block.Base64Data], keyId, out var fault) is { } key)
                keys.Add(key);
            else
                faults.Add(fault);

            rest = rest[block.Location.End..];
        }

        return keys.Count + faults.Count == 0 ? new([], ["no PEM block was found; expected -----BEGIN PUBLIC KEY-----"]) : new(keys, faults);
    }

    private static PartnerKeyReading ReadAll(JsonElement jwks)
    {
        var keys = new List<PartnerKey>();
        var encryptionKeys = new List<PartnerEncryptionKey>();
        var faults = new List<string>();
        foreach (var (at, jwk) in jwks.EnumerateArray().Index())
        {
            if (!EncryptionJwkReader.IsMeant(jwk) && JwkReader.IsForOthers(jwk))
                continue;
            var reading = ReadJwk(jwk);
            keys.AddRange(reading.Keys);
            encryptionKeys.AddRange(reading.EncryptionKeys);
            if (!EncryptionJwkReader.IsMeant(jwk))
                faults.AddRange(reading.Faults.Select(fault => $"keys[{at}]: {fault}"));
        }

        return keys.Count + encryptionKeys.Count + faults.Count == 0
            ? new([], ["the JWKS holds no key that can be used"])
            : new(keys, faults) { EncryptionKeys = encryptionKeys };
    }
}
