using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Signing;

/// <summary>What the protected header of a JWS says that we act on. Keys and addresses in it are never looked at.</summary>
/// <param name="Encoded">False when the payload is signed as it is (RFC 7797).</param>
internal sealed record JwsHeader(SignatureAlgorithm Algorithm, string? KeyId, bool Encoded)
{
    private const int LongestSegment = 4096;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads the first segment of a JWS; when it cannot be used, says why in <paramref name="fault"/>.</summary>
    public static JwsHeader? Read(ReadOnlySpan<char> segment, out string fault)
    {
        fault = "The signature's protected header is not a JSON object in base64url.";
        if (segment.Length > LongestSegment || !Base64Text.TryReadUrl(segment, out var bytes))
            return null;

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement, out fault) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JwsHeader? Read(JsonElement header, out string fault)
    {
        fault = "The signature's algorithm must be RS256, PS256, ES256 or EdDSA.";
        if (SignatureAlgorithms.FromJwa(header.TextOf("alg"u8)) is not { } algorithm)
            return null;

        fault = "The signature's protected header makes a demand (crit, b64) that is not understood.";
        return TryReadEncoding(header, out var encoded) ? new JwsHeader(algorithm, header.TextOf("kid"u8), encoded) : null;
    }

    // RFC 7797 §6: b64 counts only when crit names it; RFC 7515 §4.1.11: whatever else crit names is not understood here.
    private static bool TryReadEncoding(JsonElement header, out bool encoded)
    {
        encoded = true;
        var hasB64 = header.TryGetProperty("b64", out var b64);
        if (!header.TryGetProperty("crit", out var crit))
            return !hasB64;

        if (!hasB64 || crit.ValueKind is not JsonValueKind.Array || crit.GetArrayLength() != 1 || crit[0].ValueKind is not JsonValueKind.String || !crit[0].ValueEquals("b64"))
            return false;

        encoded = b64.ValueKind is JsonValueKind.True;
        return b64.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }
}
