namespace Dci.CrvsApi.Messaging;

/// <summary>Addresses of this server as others see them.</summary>
internal static class ServerLinks
{
    public const string HubPath = "/hub";
    public const string TopicsPath = "/topics";

    /// <summary>The address of a path below the public base address.</summary>
    public static string At(this ServerIdentity server, string path) => server.PublicBaseUrl.AbsoluteUri.TrimEnd('/') + path;

    /// <summary>The value of <c>Link</c> by which a topic names its hub and itself (WebSub §4).</summary>
    /// <param name="topic">As its reader names it; letters that stand for themselves in a link.</param>
    public static string Links(this ServerIdentity server, string topic) => $"<{server.At(HubPath)}>; rel=\"hub\", <{topic}>; rel=\"self\"";
}
