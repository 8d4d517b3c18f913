using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Messaging;

/// <summary>What makes a received envelope a message that may be worked on: parties, signature, encryption, clock, header.</summary>
internal sealed class EnvelopeVerifier(MessageCipher cipher, IOptions<ServerIdentity> server, TimeProvider clock)
{
    public Outcome<VerifiedMessage> Verify(ReceivedBody body, ReceivedEnvelope envelope, CallerIdentity caller, Operation operation)
    {
        var partner = caller.Partner;
        if (SenderRules.Check(envelope.HeaderJson, partner, server.Value) is { } stranger)
            return stranger;

        var now = clock.GetUtcNow();
        var outcome = SignatureVerifier.Verify(envelope, partner, now);
        if (SignaturePolicyRule.Apply(outcome, partner, asynchronous: !operation.Synchronous) is { } unsigned)
            return unsigned;
        var signed = outcome is SignatureOutcome.Valid;
        var opened = cipher.Open(envelope, partner, signed, now);
        if (opened.Failed)
            return opened.Failure;
        if (ClockRule.Check(envelope.HeaderJson, signed, now) is { } untimely)
            return untimely;

        var header = HeaderRules.Check(envelope.HeaderJson, operation);
        return header.Failed ? header.Failure : VerifiedMessage.Of(partner, header.Value, envelope, opened.Value, body);
    }
}
