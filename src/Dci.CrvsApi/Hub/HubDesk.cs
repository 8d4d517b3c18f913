using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>Takes a request of a subscriber and puts it where it is verified from.</summary>
internal sealed class HubDesk(HubRequestReader reader, SubscriptionRoom room, SubscriptionSecrets secrets, IntentQueue queue, TimeProvider clock)
{
    private const int ComeAgain = 10;

    /// <summary>Null when it was taken, and is on the disk.</summary>
    public async Task<HubRefusal?> TakeAsync(ReadOnlyMemory<byte> body, Partner partner, CancellationToken cancellationToken)
    {
        var (form, fault) = HubForm.Read(body.Span);
        if (form is null)
            return new HubRefusal(StatusCodes.Status400BadRequest, fault!);
        var (request, refusal) = reader.Read(form, partner);
        if (request is null)
            return refusal;
        if (request.Mode == HubIntentMode.Subscribe
            && await room.WhyNotAsync(partner, SubscriptionBinding.Hub, request.Given, request.Callback, cancellationToken) is { } full)
            return new HubRefusal(StatusCodes.Status403Forbidden, full);
        return await queue.AddAsync(Intent(request, partner), cancellationToken)
            ? null
            : new HubRefusal(StatusCodes.Status429TooManyRequests, "Too many of your requests wait to be confirmed; come again later.") { RetryAfter = ComeAgain };
    }

    private NewHubIntent Intent(HubRequest request, Partner partner) => new()
    {
        PartnerId = partner.Id,
        Mode = request.Mode,
        Callback = request.Callback,
        Topic = request.Given,
        LeaseSeconds = (long)request.Lease.TotalSeconds,
        Secret = secrets.Close(request.Secret, SubscriptionBinding.Hub, partner.Id, request.Given, request.Callback),
        Digest = TopicSubscriptions.Digest(partner.Id, request.Given, request.Callback),
        ReceivedAt = clock.GetUtcNow(),
    };
}
