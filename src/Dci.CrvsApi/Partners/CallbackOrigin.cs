using System.Net;

namespace Dci.CrvsApi.Partners;

/// <summary>An origin that a partner may be called back at. Only on loopback may the port be any (<c>http://127.0.0.1:*</c>), and plain http.</summary>
internal sealed record CallbackOrigin(string Scheme, string Host, int? Port)
{
    private const string AnyPort = ":*";

    /// <summary>Why the text is no origin, or null.</summary>
    public static string? WhyNot(string text)
    {
        var anyPort = text.EndsWith(AnyPort, StringComparison.Ordinal);
        if (!Uri.TryCreate(anyPort ? text[..^AnyPort.Length] : text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return "is not an http or https address";
        if (uri.UserInfo.Length > 0 || uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
            return "has more than scheme, host and port";
        if (IsLoopback(uri))
            return null;
        return anyPort ? "leaves the port open beyond loopback" : uri.Scheme == "http" ? "is plain http beyond loopback" : null;
    }

    /// <summary>The origin, or null when <see cref="WhyNot"/> has a reason.</summary>
    public static CallbackOrigin? Parse(string text)
    {
        if (WhyNot(text) is not null)
            return null;
        var anyPort = text.EndsWith(AnyPort, StringComparison.Ordinal);
        var uri = new Uri(anyPort ? text[..^AnyPort.Length] : text);
        return new CallbackOrigin(uri.Scheme, uri.IdnHost, anyPort ? null : uri.Port);
    }

    public bool Covers(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && address.Scheme == Scheme
        && address.IdnHost.Equals(Host, StringComparison.OrdinalIgnoreCase)
        && (Port is null || address.Port == Port);

    /// <summary>Whether the address is on this machine by its spelling; no name but <c>localhost</c> is believed.</summary>
    public static bool IsLoopback(Uri address) => SpellsLoopback(address.Host);

    /// <summary>As <see cref="IsLoopback"/>, of a host.</summary>
    public static bool SpellsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
