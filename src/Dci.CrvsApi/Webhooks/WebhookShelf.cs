using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;
using WebhookEntry = Dci.CrvsApi.Contract.WebhookEntry;
using WebhookList = Dci.CrvsApi.Contract.WebhookList;
using WebhookOwner = Dci.CrvsApi.Contract.WebhookOwner;

namespace Dci.CrvsApi.Webhooks;

/// <summary>The webhooks of a partner, and the end of one.</summary>
internal sealed class WebhookShelf(ISubscriptionStore store, TopicSubscriptions subscriptions)
{
    private const int Page = 500;

    public async Task<WebhookList> ReadAsync(Partner partner, CancellationToken cancellationToken)
    {
        var entries = new List<WebhookEntry>();
        long? before = null;
        while (true)
        {
            var page = await store.ListAsync(new SubscriptionFilter(partner.Id, SubscriptionBinding.Webhook, null, Page) { Before = before }, cancellationToken);
            entries.AddRange(page.Where(IsThere).Select(subscription => Entry(subscription, partner)));
            if (page.Count < Page)
                return new WebhookList { Entries = entries };
            before = page[^1].SubscriptionNo;
        }
    }

    /// <summary>False when the partner has none of this id.</summary>
    public async Task<bool> EndAsync(Partner partner, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(partner.Id, id, cancellationToken) is { Binding: SubscriptionBinding.Webhook } subscription
        && subscription.Code == id
        && await subscriptions.EndAsync(subscription, "Given up by the partner.", cancellationToken);

    private static bool IsThere(Subscription subscription) => subscription.State is not (SubscriptionState.Ended or SubscriptionState.Expired);

    private static WebhookEntry Entry(Subscription subscription, Partner partner) => new()
    {
        Id = subscription.Code,
        Callback = subscription.Address!,
        CreatedAt = subscription.CreatedAt,
        CreatedBy = new WebhookOwner { ClientId = partner.Id, Name = partner.Id, Type = "webhook", Username = partner.Id },
        Topic = subscription.Topic!,
    };
}
