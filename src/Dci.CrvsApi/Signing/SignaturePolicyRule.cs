using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Holds what verification found against what was agreed with the partner.</summary>
internal static class SignaturePolicyRule
{
    /// <summary>Returns why the message is refused, or null when it may go on.</summary>
    public static Failure? Apply(SignatureOutcome outcome, Partner partner, bool asynchronous) => (outcome, partner.SignaturePolicy) switch
    {
        (_, SignaturePolicy.Off) => null,
        (SignatureOutcome.Valid, _) => null,
        (SignatureOutcome.Refused refused, _) => Unauthorized(refused.Rejection),
        (SignatureOutcome.Absent, SignaturePolicy.AcceptUnsigned) when !asynchronous || partner.AsyncUnsigned => null,
        (SignatureOutcome.Absent, SignaturePolicy.AcceptUnsigned) => Unauthorized(Missing("This partner may leave only synchronous calls unsigned; sign this message.")),
        (SignatureOutcome.Absent, SignaturePolicy.Required) => Unauthorized(Missing("This partner's messages must be signed; the signature member is missing or empty.")),
        _ => throw new InvalidOperationException($"No rule for {outcome.GetType().Name} under {partner.SignaturePolicy}."),
    };

    private static Rejection Missing(string detail) => new("err.signature.missing", detail);

    private static Failure Unauthorized(Rejection rejection) => new(StatusCodes.Status401Unauthorized, rejection.Code, rejection.Detail);
}
