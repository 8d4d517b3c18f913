using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Makes a delivery ready to leave, or says why it can't now. Everything is looked at anew for each attempt, since it may lie for hours between them.</summary>
internal sealed class CallbackWriter(PartnerDirectory partners, OutgoingMessage messages, RawMessages raw, CallbackCredentials credentials, CallbackPermission permission)
{
    public async ValueTask<CallbackDraft> PrepareAsync(Delivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(delivery.PartnerId, cancellationToken) is not { Partner: var partner })
            return new CallbackDraft.Impossible("The partner is not registered any more.");
        if (partner.Disabled)
            return new CallbackDraft.Impossible("The partner is disabled.");
        var isEnvelope = delivery.Form == DeliveryForm.Envelope;
        var address = isEnvelope ? partner.CallbackAddress(delivery.Address) : VerbatimAddress.Read(delivery.Address);
        if (permission.WhyNot(partner, address) is { } reason)
            return new CallbackDraft.Impossible(reason);
        var credential = await credentials.FindAsync(partner.Id, cancellationToken);
        if (credential.Fault is { } fault)
            return new CallbackDraft.Impossible(fault);
        return isEnvelope
            ? Write(delivery, partner, address!, credential, now)
            : await SignAsync(delivery, partner, address!, credential, now, cancellationToken);
    }

    private CallbackDraft Write(Delivery delivery, Partner partner, Uri address, CallbackCredential credential, DateTimeOffset now)
    {
        var state = JsonSerializer.Deserialize(delivery.Header.Span, ReplyJson.Default.ReplyState)!;
#pragma warning disable CA2000 // changes hands: the prepared callback owns it, and who sends that disposes it
        var envelope = new PooledBuffer(delivery.Message.Length * 3 + 4096);
        try
        {
            if (messages.Write(state, delivery.MessageId, delivery.Message.Span, partner, delivery.Encrypt, envelope, now) is { } reason)
            {
                envelope.Dispose();
                return new CallbackDraft.Impossible(reason);
            }
        }
        catch
        {
            envelope.Dispose();
            throw;
        }

        return new CallbackDraft.Ready(new PreparedCallback(partner, address, envelope)
        {
            Route = new CallbackRoute(partner.PrivateCallbacks, credential.Certificate),
            BearerToken = credential.BearerToken,
        });
    }

    private async ValueTask<CallbackDraft> SignAsync(
        Delivery delivery, Partner partner, Uri address, CallbackCredential credential, DateTimeOffset now, CancellationToken cancellationToken) =>
        await raw.WriteAsync(delivery, now, cancellationToken) switch
        {
            RawHeaders.Ready ready => new CallbackDraft.Ready(new PreparedCallback(partner, address, delivery.Message)
            {
                Route = new CallbackRoute(partner.PrivateCallbacks, credential.Certificate),
                BearerToken = credential.BearerToken,
                Headers = ready.Headers,
            }),
            RawHeaders.Impossible impossible => new CallbackDraft.Impossible(impossible.Reason),
            RawHeaders.Over over => new CallbackDraft.Over(over.Reason),
            _ => throw new InvalidOperationException("Not a way for headers to be."),
        };
#pragma warning restore CA2000
}

/// <summary>Whether a delivery can be sent now.</summary>
internal abstract record CallbackDraft
{
    private CallbackDraft()
    {
    }

    /// <summary>It can; the caller disposes it.</summary>
    public sealed record Ready(PreparedCallback Callback) : CallbackDraft;

    /// <summary>It can't until something changes; the reason is for the operator.</summary>
    public sealed record Impossible(string Reason) : CallbackDraft;

    /// <summary>Nobody wants it any more; the reason is for the operator.</summary>
    public sealed record Over(string Reason) : CallbackDraft;
}
