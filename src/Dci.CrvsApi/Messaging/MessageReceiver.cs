using Dci.CrvsApi.Access;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// Everything between the first byte of a request and a message that may be worked on, in the one order that every operation keeps:
/// size and media type, token, quota, envelope, parties, signature, encryption, clock, header.
/// </summary>
internal sealed class MessageReceiver(CallerReader callers, RequestQuota quota, MessageCipher cipher, IOptions<ServerIdentity> server, TimeProvider clock)
{
    public async ValueTask<Outcome<VerifiedMessage>> ReceiveAsync(HttpContext context, Operation operation, int bodyLimit)
    {
        if (BodyReader.Refuse(context.Request, bodyLimit) is { } refused)
            return refused;
        var caller = await callers.ReadAsync(context, operation.Scope, context.RequestAborted);
        if (caller.Failed)
            return caller.Failure;
        if (quota.Take(caller.Value.Partner) is { } exhausted)
            return exhausted;
        var body = await BodyReader.ReadAsync(context, bodyLimit);
        if (body.Failed)
            return body.Failure;

        var envelope = EnvelopeReader.Read(body.Value.Bytes, out var document);
        if (document is not null)
            context.Response.RegisterForDispose(document);
        if (envelope.Failed)
            return envelope.Failure;
        var verified = Verify(body.Value, envelope.Value, caller.Value, operation);
        return verified.Failed ? envelope.Value.Echo(context, verified.Failure) : verified;
    }

    private Outcome<VerifiedMessage> Verify(ReceivedBody body, ReceivedEnvelope envelope, CallerIdentity caller, Operation operation)
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
