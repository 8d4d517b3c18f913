using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class SignaturePolicyTests
{
    private static readonly object?[][] Table =
    [
        // policy, async_unsigned, asynchronous, signature, code
        ["Required", false, false, null, "err.signature.missing"],
        ["Required", false, false, "", "err.signature.missing"],
        ["Required", false, false, "unsigned", "err.signature.invalid"],
        ["Required", false, false, "unsigned-stub", "err.signature.invalid"],
        ["Required", true, true, null, "err.signature.missing"],
        ["Required", false, false, "invalid-signature", "err.signature.invalid"],
        ["AcceptUnsigned", false, false, null, null],
        ["AcceptUnsigned", false, false, "unsigned", null],
        ["AcceptUnsigned", false, false, "unsigned-stub", null],
        ["AcceptUnsigned", false, false, "Unsigned", "err.signature.invalid"],
        ["AcceptUnsigned", false, false, "invalid-signature", "err.signature.invalid"],
        ["AcceptUnsigned", false, true, null, "err.signature.missing"],
        ["AcceptUnsigned", false, true, "unsigned", "err.signature.missing"],
        ["AcceptUnsigned", true, true, "unsigned-stub", null],
        ["AcceptUnsigned", true, true, "invalid-signature", "err.signature.invalid"],
        ["Off", false, true, "invalid-signature", null],
        ["Off", false, false, null, null],
    ];

    [TestCaseSource(nameof(Table))]
    public void Decides(string policy, bool asyncUnsigned, bool asynchronous, string? signature, string? code)
    {
        var partner = Alice.As(Enum.Parse<SignaturePolicy>(policy)) with { AsyncUnsigned = asyncUnsigned };
        var failure = SignaturePolicyRule.Apply(SignatureVerifier.Verify(Envelope(signature, "{}", "{}"), partner, Now), partner, asynchronous);
        Assert.That(failure?.Code, Is.EqualTo(code));
        Assert.That(failure?.Status ?? 401, Is.EqualTo(401));
    }

    [Test]
    public void Lets_a_good_signature_pass_under_any_policy([Values] bool asynchronous)
    {
        foreach (var policy in Enum.GetValues<SignaturePolicy>())
        {
            var partner = Alice.As(policy);
            var outcome = SignatureVerifier.Verify(Envelope(Alice.Attached("ES256", Payload("{}", "{}")), "{}", "{}"), partner, Now);
            Assert.That(SignaturePolicyRule.Apply(outcome, partner, asynchronous), Is.Null);
        }
    }
}
