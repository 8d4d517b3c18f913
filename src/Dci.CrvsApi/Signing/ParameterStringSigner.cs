using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Signing.Canonical;

namespace Dci.CrvsApi.Signing;

/// <summary>Signs in the parameter form, as OpenSPP reads it: digest of the sorted ASCII form, no prefix, five minutes of life.</summary>
internal static class ParameterStringSigner
{
    private const long Life = 300;

    private static readonly string[] Headers = ["(created)", "(expires)", "digest"];

    public static string Sign(ReadOnlySpan<byte> payload, ServerKey key, string senderId, DateTimeOffset now)
    {
        var created = now.ToUnixTimeSeconds();
        var signed = ParameterStringCheck.SignedLines(Headers, created, created + Life, Digest(payload));
        var signature = new byte[key.Material.SignatureLength];
        key.Material.Sign(signed, signature);
        return $"namespace=\"dci\", kidId=\"{PublishedKeys.PartyKeyId(senderId, key)}\", algorithm=\"ed25519\", "
            + $"created=\"{created}\", expires=\"{created + Life}\", headers=\"{string.Join(' ', Headers)}\", signature=\"{Convert.ToBase64String(signature)}\"";
    }

    private static string Digest(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        using var document = JsonDocument.ParseValue(ref reader);
        var canonical = new ArrayBufferWriter<byte>(payload.Length + 64);
        return SortedJson.Ascii.TryWrite(document.RootElement, canonical)
            ? Convert.ToBase64String(SHA256.HashData(canonical.WrittenSpan))
            : throw new ArgumentException("The payload is not UTF-8.", nameof(payload));
    }
}
