using System.Globalization;
using System.Text;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Subscriptions.Topics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>Reads what somebody wants of the hub and says what is wrong with it (WebSub §5.1, §5.2).</summary>
internal sealed class HubRequestReader(HubTopics topics, TopicSubscriptions subscriptions, CallbackPermission permission, IOptions<HubOptions> options)
{
    private const int SecretBytes = 200;

    /// <summary>Exactly one of the two.</summary>
    public (HubRequest? Request, HubRefusal? Refusal) Read(HubForm form, Partner partner)
    {
        if (ModeOf(form.Mode, out var refused) is not { } mode)
            return (null, refused);
        if (form.Topic is not { } given || topics.Find(given, partner) is not { } topic)
            return Bad($"hub.topic is missing or no topic of this hub; GET {topics.List} lists them.");
        if (form.Callback is not { } callback || VerbatimAddress.Read(callback) is not { } address)
            return Bad($"hub.callback is missing or no http or https address of at most {VerbatimAddress.MaxLength} characters, percent-encoded and without fragment.");
        if (permission.WhyNot(partner, address) is not null)
            return Forbidden("hub.callback is not within the callback origins that you are registered with.");
        if (mode == HubIntentMode.Unsubscribe)
            return (new HubRequest(mode, topic, given, callback, TimeSpan.Zero, ""), null);
        if (subscriptions.WhyNot(partner, topic) is { } reason)
            return Forbidden(reason);
        if (LeaseOf(form.LeaseSeconds) is not { } lease)
            return Bad("hub.lease_seconds is not a whole number of seconds, 1 or more.");
        var secret = form.Secret ?? "";
        return Encoding.UTF8.GetByteCount(secret) >= SecretBytes
            ? Bad($"hub.secret must have fewer than {SecretBytes} bytes.")
            : (new HubRequest(mode, topic, given, callback, lease, secret), null);
    }

    private static HubIntentMode? ModeOf(string? word, out HubRefusal? refused)
    {
        refused = word switch
        {
            "subscribe" or "unsubscribe" => null,
            "publish" or "register" or "unregister" or "deregister" =>
                new HubRefusal(StatusCodes.Status400BadRequest, "This hub tells of its own register only; nobody else publishes here. Events come in by POST /fhir."),
            _ => new HubRefusal(StatusCodes.Status400BadRequest, "hub.mode must be subscribe or unsubscribe."),
        };
        return refused is not null ? null : word == "subscribe" ? HubIntentMode.Subscribe : HubIntentMode.Unsubscribe;
    }

    /// <summary>What is asked for within the limits; null when it is no number of seconds.</summary>
    private TimeSpan? LeaseOf(string? asked)
    {
        var (shortest, longest) = (TimeSpan.FromSeconds(1), options.Value.LongestLease);
        if (asked is null)
            return options.Value.DefaultLease < longest ? options.Value.DefaultLease : longest;
        if (asked.AsSpan().ContainsAnyExceptInRange('0', '9') || asked.AsSpan().Trim('0').IsEmpty)
            return null;
        return long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < longest.TotalSeconds
            ? shortest * seconds
            : longest;
    }

    private static (HubRequest?, HubRefusal?) Bad(string words) => (null, new HubRefusal(StatusCodes.Status400BadRequest, words));

    private static (HubRequest?, HubRefusal?) Forbidden(string words) => (null, new HubRefusal(StatusCodes.Status403Forbidden, words));
}
