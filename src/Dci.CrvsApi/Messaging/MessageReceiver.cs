using Dci.CrvsApi.Access;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// Everything between the first byte of a request and a message that may be worked on, in the one order that every operation keeps:
/// size and media type, token, quota, envelope, parties, signature, encryption, clock, header.
/// </summary>
internal sealed class MessageReceiver(CallerReader callers, RequestQuota quota, BodyReader bodies, EnvelopeVerifier envelopes, TableVerifier tables)
{
    /// <param name="admit">Asked once the partner is known and before the body is read: the refusal of any message of it now, or null.</param>
    public async ValueTask<Outcome<VerifiedMessage>> ReceiveAsync(HttpContext context, Operation operation, int bodyLimit, Func<Partner, Failure?>? admit = null)
    {
        if (bodies.Refuse(context.Request, operation, bodyLimit) is { } refused)
            return refused;
        var caller = await callers.ReadAsync(context, operation.Scope, context.RequestAborted);
        if (caller.Failed)
            return caller.Failure;
        if (quota.Take(caller.Value.Partner) is { } exhausted)
            return exhausted;
        if (admit?.Invoke(caller.Value.Partner) is { } crowded)
            return crowded;
        var received = await bodies.ReadAsync(context, caller.Value.Partner, operation, bodyLimit);
        if (received.Failed)
            return received.Failure;
        return received.Value switch
        {
            Reception.Message message => Verify(context, message.Body, caller.Value, operation),
            Reception.Table table => tables.Verify(table.Content, caller.Value, operation, context.RequestAborted),
            var other => throw new InvalidOperationException($"Nobody verifies {other.GetType().Name}."),
        };
    }

    private Outcome<VerifiedMessage> Verify(HttpContext context, ReceivedBody body, CallerIdentity caller, Operation operation)
    {
        var envelope = EnvelopeReader.Read(body.Bytes, out var document);
        if (document is not null)
            context.Response.RegisterForDispose(document);
        if (envelope.Failed)
            return envelope.Failure;
        var verified = envelopes.Verify(body, envelope.Value, caller, operation);
        if (verified.Failed)
            return envelope.Value.Echo(context, verified.Failure);
        context.Response.RegisterForDispose(verified.Value.Opened);
        return verified;
    }
}
