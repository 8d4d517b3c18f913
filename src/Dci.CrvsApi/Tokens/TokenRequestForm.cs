using System.Buffers;
using System.Net;
using System.Text;

namespace Dci.CrvsApi.Tokens;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> pairs strictly: a parameter that stands twice (RFC 6749 §3.2) or is not UTF-8 is a fault.</summary>
internal static class TokenRequestForm
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The pairs, or null with the fault.</summary>
    public static Dictionary<string, string>? Read(ReadOnlySpan<byte> form, out string fault)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        fault = "";
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var (name, value) = equals < 0 ? (Decode(pair), "") : (Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
            if (name is null || value is null)
                fault = "A parameter is not UTF-8.";
            else if (!fields.TryAdd(name, value))
                fault = "A parameter stands twice.";
        }

        return fault.Length == 0 ? fields : null;
    }

    /// <summary>One URL-encoded value, or null when it is not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            encoded.CopyTo(rented);
            return Strict.GetString(WebUtility.UrlDecodeToBytes(rented, 0, encoded.Length) ?? []);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
