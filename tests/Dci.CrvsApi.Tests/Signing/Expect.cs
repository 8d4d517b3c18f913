using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Tests.Signing;

/// <summary>What refusals look like.</summary>
internal static class Expect
{
    public static void Invalid(SignatureOutcome outcome)
    {
        Assert.That(outcome, Is.InstanceOf<SignatureOutcome.Refused>());
        var rejection = ((SignatureOutcome.Refused)outcome).Rejection;
        Assert.That(rejection.Code, Is.EqualTo("err.signature.invalid"));
        Assert.That(rejection.Detail, Is.Not.Empty);
    }
}
