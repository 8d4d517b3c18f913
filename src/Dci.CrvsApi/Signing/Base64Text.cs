using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Dci.CrvsApi.Signing;

/// <summary>Base64 as signatures carry it: one spelling for one value, nothing skipped.</summary>
internal static class Base64Text
{
    private static readonly SearchValues<char> UrlAlphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<byte> UrlAlphabetBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static bool IsUrlText(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(UrlAlphabet);

    /// <summary>Base64url without padding (RFC 7515 §2).</summary>
    public static bool TryReadUrl(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.IsEmpty || !IsUrlText(text) || text.Length % 4 == 1)
            return false;

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!TryReadUrl(text, decoded, out var length))
            return false;

        bytes = decoded[..length];
        return true;
    }

    /// <summary>The same of text that is still bytes.</summary>
    public static bool TryReadUrl(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.IsEmpty || text.ContainsAnyExcept(UrlAlphabetBytes) || text.Length % 4 == 1)
            return false;

        var decoded = new byte[(text.Length * 3L / 4)];
        if (Base64Url.DecodeFromUtf8(text, decoded, out _, out var length) is not OperationStatus.Done || length != decoded.Length)
            return false;

        bytes = decoded;
        return true;
    }

    /// <summary>The same into a buffer; bits left over in the last character are refused.</summary>
    public static bool TryReadUrl(ReadOnlySpan<char> text, Span<byte> destination, out int length) =>
        Base64Url.DecodeFromChars(text, destination, out _, out length) is OperationStatus.Done;

    /// <summary>Standard base64 (RFC 4648 §4); the padding may have been lost on the way.</summary>
    public static bool TryReadStandard(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var bare = text.TrimEnd('=');
        bytes = null;
        if (bare.Length % 4 == 1 || text.Length - bare.Length > 2)
            return false;

        var padded = bare.ToString().PadRight((bare.Length + 3) / 4 * 4, '=');
        var decoded = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, decoded, out var written) || Convert.ToBase64String(decoded, 0, written) != padded)
            return false;

        bytes = decoded[..written];
        return true;
    }
}
