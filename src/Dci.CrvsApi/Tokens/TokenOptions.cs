using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tokens;

/// <summary>Bearer tokens: the <c>Tokens</c> section of the settings.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The <c>iss</c> of our tokens; the server's public base URL by default.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> of our tokens; the issuer by default.</summary>
    public string? Audience { get; set; }

    /// <summary>Life of a token in seconds, default 3600. Clients renew a minute early, so it is more than 60.</summary>
    [Range(61, 86_400, ErrorMessage = "Tokens:LifetimeSeconds must be from 61 to 86400.")]
    public int LifetimeSeconds { get; set; } = 3_600;

    /// <summary>Whether credentials may stand in the query string, where proxies log them; default false.</summary>
    public bool AllowQueryCredentials { get; set; }

    /// <summary>Token requests a minute from one network address, default 300.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Tokens:RequestsPerMinutePerAddress must be from 1 to 1000000.")]
    public int RequestsPerMinutePerAddress { get; set; } = 300;

    /// <summary>Token requests a minute for one client id, default 600: more than for an address, so that no stranger uses up a client's.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Tokens:RequestsPerMinutePerClient must be from 1 to 1000000.")]
    public int RequestsPerMinutePerClient { get; set; } = 600;

    /// <summary>An OpenID provider whose tokens are good here too; none by default.</summary>
    [ValidateObjectMembers]
    public ExternalProviderOptions? External { get; set; }
}

/// <summary>An OpenID provider whose access tokens name partners.</summary>
internal sealed class ExternalProviderOptions
{
    /// <summary>Its issuer URL; its metadata is read below it. Https, except on loopback.</summary>
    [Required(ErrorMessage = "Tokens:External:Authority must be the issuer's URL.")]
    public Uri? Authority { get; set; }

    /// <summary>What <c>aud</c> must hold.</summary>
    [Required(ErrorMessage = "Tokens:External:Audience must be set: a token made for another service is not good here.")]
    public string? Audience { get; set; }

    /// <summary>The claim that holds the partner's id, default <c>client_id</c> (RFC 9068); Keycloak of old writes <c>azp</c>.</summary>
    [Required]
    public string ClientIdClaim { get; set; } = "client_id";

    /// <summary>Minutes between two readings of its metadata and keys, default 10.</summary>
    [Range(1, 1_440)]
    public int RefreshMinutes { get; set; } = 10;
}

/// <summary>Refuses to start with token settings that would not work.</summary>
[OptionsValidator]
internal sealed partial class TokenOptionsValidator : IValidateOptions<TokenOptions>;

/// <summary>Completes what the attributes can't say.</summary>
internal sealed class ExternalAuthorityRule : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options) =>
        options.External?.Authority is { } authority
        && !(authority.IsAbsoluteUri && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            ? ValidateOptionsResult.Fail("Tokens:External:Authority must be an https URL (http on loopback only).")
            : ValidateOptionsResult.Success;
}
