using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Management;

/// <summary>What operators see of deliveries and can do about them, at the management address and on the command line.</summary>
internal sealed class DeliveryAdministration(
    IDeliveryStore store, PartnerDirectory partners, DeliveryQueue queue, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>A page of deliveries, newest first.</summary>
    public async Task<Outcome<DeliveryPage>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Before is { } before && await store.FindAsync(before, cancellationToken) is null)
            return Failures.Bad($"There is no delivery {before} to begin before.");
        var found = await store.ListAsync(filter with { Limit = filter.Limit + 1 }, cancellationToken);
        var page = found.Take(filter.Limit).Select(DeliveryReport.Of).ToList();
        return new DeliveryPage { Deliveries = page, Next = found.Count > filter.Limit ? page[^1].MessageId : null };
    }

    public async Task<Outcome<DeliveryRecord>> FindAsync(string messageId, CancellationToken cancellationToken) =>
        await store.FindAsync(messageId, cancellationToken) is { } history ? DeliveryReport.Of(history) : Unknown(messageId);

    /// <summary>Sends one dead letter once more.</summary>
    public async Task<Outcome<ReplayReport>> ReplayAsync(string messageId, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(messageId, cancellationToken))?.Delivery is not { } delivery)
            return Unknown(messageId);
        if (delivery.State != DeliveryState.Dead)
            return Conflict($"Delivery {messageId} is no dead letter: it is {DeliveryReport.Word(delivery.State)}.");
        var report = await ReplayAsync(new DeadLetters(messageId, null), delivery.PartnerId, cancellationToken);
        return report.Replayed > 0 ? report : Conflict($"Delivery {messageId} was just sent once more by somebody else, or its content was erased.");
    }

    /// <summary>Sends the dead letters of a partner, or of all when it is null, once more; those whose content was erased stay.</summary>
    public Task<ReplayReport> ReplayAllAsync(string? partnerId, CancellationToken cancellationToken) =>
        ReplayAsync(new DeadLetters(null, partnerId), partnerId, cancellationToken);

    private async Task<ReplayReport> ReplayAsync(DeadLetters which, string? partnerId, CancellationToken cancellationToken)
    {
        var partner = partnerId is null ? null : (await partners.FindAsync(partnerId, cancellationToken))?.Partner;
        var now = clock.GetUtcNow();
        var replayed = await store.ReplayAsync(which, now, now.AddHours(partner?.Limits.DeliveryHours ?? options.Value.MaxAgeHours), cancellationToken);
        if (replayed > 0)
            queue.Wake();
        return new ReplayReport { Replayed = replayed };
    }

    private static Failure Unknown(string messageId) =>
        new(StatusCodes.Status404NotFound, "err.request.not_found", $"There is no delivery {messageId}.");

    private static Failure Conflict(string detail) => new(StatusCodes.Status409Conflict, "err.request.bad", detail);
}
