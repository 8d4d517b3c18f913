using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Makes a delivery ready to leave, or says why it can't now. Everything is looked at anew for each attempt, since it may lie for hours between them.</summary>
internal sealed class CallbackWriter(PartnerDirectory partners, OutgoingMessage messages, CallbackCredentials credentials, IHostEnvironment environment)
{
    private readonly bool _sandbox = environment.AllowsSandbox();

    public async ValueTask<CallbackDraft> PrepareAsync(Delivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(delivery.PartnerId, cancellationToken) is not { Partner: var partner })
            return new CallbackDraft.Impossible("The partner is not registered any more.");
        if (partner.Disabled)
            return new CallbackDraft.Impossible("The partner is disabled.");
        if (partner.CallbackAddress(delivery.Address) is not { } address)
            return new CallbackDraft.Impossible("The address is not within the partner's callback origins any more.");
        if (address.Scheme != Uri.UriSchemeHttps && !(_sandbox && CallbackOrigin.IsLoopback(address)))
            return new CallbackDraft.Impossible("Plain http is for loopback in Development and Conformance only.");
        var credential = await credentials.FindAsync(partner.Id, cancellationToken);
        return credential.Fault is { } fault ? new CallbackDraft.Impossible(fault) : Write(delivery, partner, address, credential, now);
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
#pragma warning restore CA2000
    }
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
}
