using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Webhooks;

/// <summary>The topics of OpenCRVS's webhooks, and those of marriages beside them.</summary>
internal static class WebhookTopics
{
    public static Topic? Find(string name) =>
        TopicTable.NamedBarely(name) is { Kind: ChangeKind.Registered or ChangeKind.Certified or ChangeKind.Corrected } topic ? topic : null;
}
