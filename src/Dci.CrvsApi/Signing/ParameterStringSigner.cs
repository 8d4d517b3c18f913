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

    /// <param name="callback">Whether its reader takes the header apart and writes it anew before it verifies.</param>
    public static string Sign(ReadOnlySpan<byte> payload, ServerKey key, string senderId, DateTimeOffset now, bool callback)
    {
        var created = now.ToUnixTimeSeconds();
        var signed = ParameterStringCheck.SignedLines(Headers, created, created + Life, Digest(payload, callback));
        var signature = new byte[key.Material.SignatureLength];
        key.Material.Sign(signed, signature);
        return $"namespace=\"dci\", kidId=\"{PublishedKeys.PartyKeyId(senderId, key)}\", algorithm=\"ed25519\", "
            + $"created=\"{created}\", expires=\"{created + Life}\", headers=\"{string.Join(' ', Headers)}\", signature=\"{Convert.ToBase64String(signature)}\"";
    }

    private static string Digest(ReadOnlySpan<byte> payload, bool callback)
    {
        var reader = new Utf8JsonReader(payload);
        using var document = JsonDocument.ParseValue(ref reader);
        var canonical = new ArrayBufferWriter<byte>(payload.Length + 64);
        using var completed = callback ? CompletedHeader.Of(document.RootElement.GetProperty("header")) : null;
        var header = completed?.RootElement ?? document.RootElement.GetProperty("header");
        return CanonicalJson.TryWrite(SortedJson.Ascii, header, document.RootElement.GetProperty("message"), canonical)
            ? Convert.ToBase64String(SHA256.HashData(canonical.WrittenSpan))
            : throw new ArgumentException("The payload is not UTF-8.", nameof(payload));
    }
}
