using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Dispatching;
using SubscriptionState = Dci.CrvsApi.Registry.Subscriptions.SubscriptionState;

namespace Dci.CrvsApi.Management;

/// <summary>What operators see of subscriptions and can do about them, at the management address and on the command line.</summary>
internal sealed class SubscriptionAdministration(ISubscriptionStore store, DeliveryQueue queue, Backlog backlog, TimeProvider clock)
{
    /// <summary>A page of subscriptions, newest first.</summary>
    /// <param name="before">Only those made before the one of this code; null for the newest.</param>
    public async Task<Outcome<SubscriptionPage>> ListAsync(SubscriptionFilter filter, string? before, CancellationToken cancellationToken)
    {
        long? beforeNo = null;
        if (before is not null)
        {
            if (await store.FindAsync(null, before, cancellationToken) is not { } last)
                return Failures.Bad($"There is no subscription {before} to begin before.");
            beforeNo = last.SubscriptionNo;
        }

        var found = await store.ListAsync(filter with { Limit = filter.Limit + 1, Before = beforeNo }, cancellationToken);
        var page = found.Take(filter.Limit).Select(SubscriptionReport.Of).ToList();
        return new SubscriptionPage { Subscriptions = page, Next = found.Count > filter.Limit ? page[^1].Code : null };
    }

    public async Task<Outcome<SubscriptionOutline>> FindAsync(string code, CancellationToken cancellationToken) =>
        await store.FindAsync(null, code, cancellationToken) is { } found ? SubscriptionReport.Of(found) : Unknown(code);

    /// <summary>Its events are numbered and kept until it is resumed.</summary>
    public Task<Outcome<SubscriptionOutline>> PauseAsync(string code, CancellationToken cancellationToken) =>
        ChangeAsync(code, SubscriptionState.Paused, "An operator paused it.", cancellationToken);

    /// <summary>What was kept is sent, in order.</summary>
    public Task<Outcome<SubscriptionOutline>> ResumeAsync(string code, CancellationToken cancellationToken) =>
        ChangeAsync(code, SubscriptionState.Active, null, cancellationToken);

    /// <summary>For good: what waits for it is removed.</summary>
    public Task<Outcome<SubscriptionOutline>> EndAsync(string code, CancellationToken cancellationToken) =>
        ChangeAsync(code, SubscriptionState.Ended, "An operator ended it.", cancellationToken);

    private async Task<Outcome<SubscriptionOutline>> ChangeAsync(string code, SubscriptionState state, string? reason, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(null, code, cancellationToken) is not { } found)
            return Unknown(code);
        if (!await store.ChangeAsync(found.SubscriptionNo, state, reason, clock.GetUtcNow(), cancellationToken))
            return new Failure(StatusCodes.Status409Conflict, "err.request.bad", $"Subscription {found.Code} is {SubscriptionReport.Word(found.State)} and can't become {SubscriptionReport.Word(state)}.");
        queue.Wake();
        backlog.Wake(found.SubscriptionNo);
        return await FindAsync(found.Code, cancellationToken);
    }

    private static Failure Unknown(string code) => new(StatusCodes.Status404NotFound, "err.request.not_found", $"There is no subscription {code}.");
}
