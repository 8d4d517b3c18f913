using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Messaging;

/// <summary>Who this server is to its partners: the <c>Server</c> section of the settings.</summary>
internal sealed class ServerIdentity
{
    public const string Section = "Server";

    /// <summary>The server's own <c>sender_id</c>, default <c>crvs.localhost</c>. OpenSPP can register no other characters than these.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9._-]{1,99}$", ErrorMessage = "Server:SenderId may hold letters, digits, '.', '_' and '-' only (at most 99).")]
    public string SenderId { get; set; } = "crvs.localhost";

    /// <summary>Where the server is reached from outside, with its path base; default <c>http://127.0.0.1:8080</c>. Issuer, topics and links start with it.</summary>
    [Required]
    public Uri PublicBaseUrl { get; set; } = new("http://127.0.0.1:8080");
}

/// <summary>Refuses to start under an identity that partners could not use.</summary>
[OptionsValidator]
internal sealed partial class ServerIdentityValidator : IValidateOptions<ServerIdentity>;
