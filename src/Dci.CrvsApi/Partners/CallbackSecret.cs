using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Partners;

/// <summary>The forms of what the server shows when it calls a partner back, and what is wrong with one.</summary>
internal static class CallbackSecret
{
    /// <summary>A token as text.</summary>
    public const string Bearer = "callback-bearer";

    /// <summary>A certificate and its private key, both PEM.</summary>
    public const string Certificate = "callback-certificate";

    /// <summary>What signs webhooks in the form of OpenCRVS, and what a partner must name to have some; not shown at callbacks.</summary>
    public const string Webhook = "webhook-secret";

    private const int LongestToken = 8192;
    private const int LongestSecret = 199;

    // RFC 6750 §2.1, b64token
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

    /// <summary>What is shown to receivers.</summary>
    public static IReadOnlyList<string> Shown { get; } = [Bearer, Certificate];

    /// <summary>Everything that is kept for a partner.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Shown, Webhook];

    /// <summary>To whom a secret is sealed, so that one can't be put in another's place.</summary>
    public static string SealOwner(string kind, string partnerId) => $"callback|{kind}|{partnerId}";

    /// <summary>Why the text is no bearer token, or null.</summary>
    public static string? WhyNoToken(string text)
    {
        var body = text.AsSpan().TrimEnd('=');
        return body.Length == 0 || text.Length > LongestToken || body.ContainsAnyExcept(TokenCharacters)
            ? $"The file holds no bearer token: one line of at most {LongestToken} letters, digits and -._~+/, '=' at its end."
            : null;
    }

    /// <summary>Why the text is no secret for webhooks, or null.</summary>
    public static string? WhyNoSecret(string text) =>
        text.Length is 0 or > LongestSecret || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"The file holds no secret: one line of at most {LongestSecret} letters, digits and signs, without spaces."
            : null;

    /// <summary>The last day of the certificate; or why it can't be shown.</summary>
    public static (DateTimeOffset? ValidUntil, string? WhyNot) ReadCertificate(string certificate, string key, DateTimeOffset now)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPem(certificate, key);
            DateTimeOffset end = read.NotAfter.ToUniversalTime();
            return end > now ? (end, null) : (null, $"The certificate expired on {end:yyyy-MM-dd}.");
        }
        catch (CryptographicException)
        {
            return (null, "The files do not hold a certificate and an unencrypted private key in PEM.");
        }
        catch (ArgumentException)
        {
            return (null, "The private key is not that of the certificate.");
        }
    }

    /// <summary>Says of each kind whether one is kept for the partner and since when; nothing has to be unsealed for that.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(IReadOnlyList<StoredSecret> kept, string partnerId) =>
        [.. Kinds.Select(kind => KeyValuePair.Create(kind.Replace('-', '_'), Word(kept.FirstOrDefault(secret => secret.Owner == partnerId && secret.Kind == kind))))];

    private static string Word(StoredSecret? secret) =>
        secret is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"set since {secret.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm'Z'}");
}
