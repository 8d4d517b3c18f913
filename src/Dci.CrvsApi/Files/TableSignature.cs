using System.Buffers.Text;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Files;

/// <summary>The signature of a CSV file: a detached JWS over the header part as sent and the digest of the file.</summary>
internal static class TableSignature
{
    /// <summary>What is signed: <c>{"header":…,"file":{"sha256":"…"}}</c>, the header byte for byte.</summary>
    public static byte[] Payload(ReceivedTable table)
    {
        var digest = Base64Url.EncodeToString(table.File.Digest.Span);
        return [.. "{\"header\":"u8, .. table.Header.Span, .. ",\"file\":{\"sha256\":\""u8, .. Encoding.ASCII.GetBytes(digest), .. "\"}}"u8];
    }

    public static SignatureOutcome Verify(string? signature, byte[] payload, Partner partner)
    {
        if (!SignatureVerifier.IsClaimed(signature, partner))
            return SignatureOutcome.Absent.Instance;
        var text = signature.AsSpan().Trim();
        return text.Count('.') == 2 && text.Contains("..", StringComparison.Ordinal)
            ? DetachedJws.Verify(text, [payload], partner.Keys)
            : SignatureOutcome.Refused.Because("The signature of a CSV file must be a detached compact JWS over its header part and digest.");
    }
}
