using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Signing;

/// <summary>What verification found; whether that is enough is the policy's to say.</summary>
internal abstract record SignatureOutcome
{
    private SignatureOutcome()
    {
    }

    /// <summary>One of the partner's keys signed just this header and message.</summary>
    /// <param name="KeyId">The <c>kid</c> the key is registered under, null when it has none.</param>
    internal sealed record Valid(SignatureScheme Scheme, string? KeyId) : SignatureOutcome;

    /// <summary>Nothing is claimed: no signature, or a placeholder where such count as none.</summary>
    internal sealed record Absent : SignatureOutcome
    {
        public static Absent Instance { get; } = new();
    }

    /// <summary>A signature is claimed and does not hold.</summary>
    internal sealed record Refused(Rejection Rejection) : SignatureOutcome
    {
        public static Refused Because(string detail) => new(new Rejection("err.signature.invalid", detail));
    }
}

/// <summary>The forms in which partners sign, told apart by their shape alone.</summary>
internal enum SignatureScheme
{
    AttachedJws,
    DetachedJws,
    ParameterString,
    RawRsa,
}
