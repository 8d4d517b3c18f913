namespace Dci.CrvsApi.Tokens;

/// <summary>HTTP Basic client authentication; both parts are form-encoded inside (RFC 6749 §2.3.1).</summary>
internal readonly record struct BasicCredentials(string Id, string Secret)
{
    private const string Scheme = "Basic ";

    /// <summary>The credentials; null when the header does not try Basic, or tries and fails.</summary>
    public static BasicCredentials? Read(string? header, out bool broken)
    {
        broken = false;
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var encoded = header.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[encoded.Length];
        var colon = Convert.TryFromBase64Chars(encoded, bytes, out var length) ? bytes.AsSpan(0, length).IndexOf((byte)':') : -1;
        if (colon > 0
            && TokenRequestForm.Decode(bytes.AsSpan(0, colon)) is { Length: > 0 } id
            && TokenRequestForm.Decode(bytes.AsSpan(colon + 1, length - colon - 1)) is { Length: > 0 } secret)
        {
            return new BasicCredentials(id, secret);
        }

        broken = true;
        return null;
    }
}
