using System.Buffers;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>
/// An address that goes on the wire as it was given: <see cref="Uri"/> would decode escapes and fold dot segments, and a subscriber's
/// callback is to be called letter for letter (WebSub §5.1).
/// </summary>
internal static class VerbatimAddress
{
    public const int MaxLength = 2048;

    private static readonly UriCreationOptions AsGiven = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // RFC 3986: what else there is must be percent-encoded; a fragment is no part of a request.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!$&'()*+,;=%");

    /// <summary>Null when it is no http or https address that can be sent as it is.</summary>
    public static Uri? Read(string text) => text.Length > MaxLength ? null : ReadLong(text);

    /// <summary>The same of one that has grown by what was put behind it.</summary>
    public static Uri? ReadLong(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Allowed) || !Uri.TryCreate(text, AsGiven, out var uri))
            return null;
        if (uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Host.Length == 0)
            return null;
        return uri.AbsolutePath.Length > 0 ? uri : WithPath(uri, text);
    }

    /// <summary>The address with parameters behind those that it has.</summary>
    public static string Append(string address, string parameters) =>
        address + (!address.Contains('?', StringComparison.Ordinal) ? "?" : address.EndsWith('?') ? "" : "&") + parameters;

    // A request line needs a path (RFC 9112 §3.2.1).
    private static Uri WithPath(Uri uri, string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return new Uri(query < 0 ? text + "/" : text[..query] + "/" + text[query..], AsGiven);
    }
}
