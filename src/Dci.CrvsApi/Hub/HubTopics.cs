using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Subscriptions.Topics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>How topics are named to the hub: by their URL, and for MOSIP's clients by a bare name, with or without the partner before it.</summary>
internal sealed class HubTopics(IOptions<ServerIdentity> server)
{
    private readonly string _prefix = server.Value.At(ServerLinks.TopicsPath + "/");

    /// <summary>Null when there is no such topic, or it is spelt as another partner's.</summary>
    public Topic? Find(string given, Partner partner)
    {
        if (given.StartsWith(_prefix, StringComparison.Ordinal))
            return TopicTable.Named(given[_prefix.Length..]);
        var slash = given.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || given[..slash] == partner.Id ? TopicTable.NamedBarely(given[(slash + 1)..]) : null;
    }

    /// <summary>Where they are listed.</summary>
    public string List => _prefix.TrimEnd('/');

    public string UrlOf(Topic topic) => _prefix + topic.Name;
}
