using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dci.CrvsApi.Partners;

/// <summary>A fresh ES256 key pair for a partner that the server makes itself, both halves as JWK.</summary>
internal sealed record TrialKey(JsonElement PublicJwk, string PrivateJwk)
{
    public static TrialKey Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var (x, y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
        // RFC 7638 §3.2: the required members in this order, without blanks.
        var keyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        var members = $$""" "kty":"EC","crv":"P-256","x":"{{x}}","y":"{{y}}","kid":"{{keyId}}","use":"sig","alg":"ES256" """.Trim();
        using var document = JsonDocument.Parse($$"""{{{members}}}""");
        return new TrialKey(document.RootElement.Clone(), $$"""{{{members}},"d":"{{Base64Url.EncodeToString(parameters.D)}}"}""");
    }
}
