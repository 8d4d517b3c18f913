using System.Diagnostics.CodeAnalysis;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>
/// Tells by its shape in which form a message is signed and checks it against the partner's registered keys,
/// over the JSON that was received and never over anything made from it. It calls nobody.
/// </summary>
internal static class SignatureVerifier
{
    /// <summary>What test tools put where a signature belongs.</summary>
    private static readonly string[] Placeholders = ["unsigned", "unsigned-stub"];

    /// <summary>Under <see cref="SignaturePolicy.Off"/> nothing is looked at and the signature counts as absent.</summary>
    public static SignatureOutcome Verify(ReceivedEnvelope envelope, Partner partner, DateTimeOffset now)
    {
        if (!IsClaimed(envelope.Signature, partner))
            return SignatureOutcome.Absent.Instance;

        var text = envelope.Signature.AsSpan().Trim();
        return SchemeOf(text) switch
        {
            SignatureScheme.AttachedJws => AttachedJws.Verify(text, envelope, partner.Keys),
            SignatureScheme.DetachedJws => DetachedJws.Verify(text, envelope, partner.Keys),
            SignatureScheme.ParameterString => ParameterStringCheck.Verify(text, envelope, partner.Keys, now),
            SignatureScheme.RawRsa => RawRsaSignature.Verify(text, envelope, partner.Keys),
            _ => SignatureOutcome.Refused.Because("The signature has none of the known forms: compact JWS, parameter string, base64."),
        };
    }

    /// <summary>Whether there is a signature that has to hold.</summary>
    public static bool IsClaimed([NotNullWhen(true)] string? signature, Partner partner) =>
        partner.SignaturePolicy is not SignaturePolicy.Off && !string.IsNullOrEmpty(signature) && !IsPlaceholder(signature, partner);

    private static bool IsPlaceholder(string signature, Partner partner) =>
        partner.SignaturePolicy is SignaturePolicy.AcceptUnsigned && Placeholders.Contains(signature, StringComparer.Ordinal);

    private static SignatureScheme? SchemeOf(ReadOnlySpan<char> text)
    {
        if (text.Contains("=\"", StringComparison.Ordinal))
            return SignatureScheme.ParameterString;

        return text.Count('.') switch
        {
            0 => SignatureScheme.RawRsa,
            2 => text.Contains("..", StringComparison.Ordinal) ? SignatureScheme.DetachedJws : SignatureScheme.AttachedJws,
            _ => null,
        };
    }
}
