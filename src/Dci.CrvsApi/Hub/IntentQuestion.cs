using System.Globalization;
using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Hub;

namespace Dci.CrvsApi.Hub;

/// <summary>What the hub asks or tells a subscriber at its callback (WebSub §5.2, §5.3).</summary>
internal static class IntentQuestion
{
    /// <summary>Letters that nothing on the way escapes; MOSIP's client gives the challenge back escaped for HTML.</summary>
    public static string NewChallenge() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether the subscriber means it.</summary>
    public static string Verify(HubIntent intent, string challenge)
    {
        var subscribes = intent.Mode == HubIntentMode.Subscribe;
        var question = $"hub.mode={(subscribes ? "subscribe" : "unsubscribe")}&hub.topic={Uri.EscapeDataString(intent.Topic)}&hub.challenge={challenge}";
        return subscribes ? string.Create(CultureInfo.InvariantCulture, $"{question}&hub.lease_seconds={intent.LeaseSeconds}") : question;
    }

    /// <summary>That there will be no subscription, or is none any more. Always with a reason: MOSIP's client fails without.</summary>
    public static string Deny(string topic, string reason) =>
        $"hub.mode=denied&hub.topic={Uri.EscapeDataString(topic)}&hub.reason={Uri.EscapeDataString(reason)}";
}
