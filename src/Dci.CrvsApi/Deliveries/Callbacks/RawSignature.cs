using System.Security.Cryptography;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>The value of <c>X-Hub-Signature</c>: SHA-256 only, lower-case hexadecimal.</summary>
internal static class RawSignature
{
    public const string Header = "X-Hub-Signature";

    private const string Method = "sha256=";

    /// <summary>WebSub §7.1: over the bytes that are sent.</summary>
    public static string OfHub(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) => Sign(secret, body);

    /// <summary>As OpenCRVS 1 signs: over the method's name and the body as encodeURIComponent writes it.</summary>
    public static string OfWebhook(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) => Sign(secret, UriComponent.Encode("sha256:"u8, body));

    private static string Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> signed)
    {
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, signed, code);
        return Method + Convert.ToHexStringLower(code);
    }
}
