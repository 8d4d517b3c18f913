using Dci.CrvsApi.Contract;
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
        if (SenderRules.Check(envelope.HeaderJson, operation, partner, server.Value) is { } stranger)
            return stranger;

        var now = clock.GetUtcNow();
        var outcome = SignatureVerifier.Verify(envelope, partner, now);
        if (SignaturePolicyRule.Apply(outcome, partner, asynchronous: !operation.Synchronous) is { } unsigned)
            return unsigned;
        var signed = outcome is SignatureOutcome.Valid;
        var opened = cipher.Open(envelope, partner, operation, signed, now);
        if (opened.Failed)
            return opened.Failure;
        var header = Header(envelope, operation, signed, now);
        if (!header.Failed)
            return VerifiedMessage.Of(partner, header.Value, envelope, opened.Value, body);
        opened.Value.Dispose();
        return header.Failure;
    }

    private static Outcome<MsgHeader> Header(ReceivedEnvelope envelope, Operation operation, bool signed, DateTimeOffset now) =>
        ClockRule.Check(envelope.HeaderJson, signed, now) is { } untimely ? untimely : HeaderRules.Check(envelope.HeaderJson, operation);
}
