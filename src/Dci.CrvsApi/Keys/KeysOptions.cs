using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Keys;

/// <summary>The server's own keys: the <c>Keys</c> section of the settings.</summary>
internal sealed class KeysOptions : IValidatableObject
{
    public const string Section = "Keys";

    private static readonly string[] AllAlgorithms = ["ES256", "RS256", "EdDSA"];

    /// <summary>File with the key-encryption key: 32 bytes, raw or in base64. Goes before <see cref="EncryptionKey"/>.</summary>
    public string? EncryptionKeyFile { get; set; }

    /// <summary>The key-encryption key itself, 32 bytes in base64; meant for the environment (<c>Keys__EncryptionKey</c>), never for a settings file.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>
    /// JWA names of the algorithms the server can sign in; default (empty) is all: ES256, RS256 and EdDSA. A key is made for each.
    /// Leave one out only when no partner's profile signs in it.
    /// </summary>
    public IReadOnlyList<string> Algorithms { get; set; } = [];

    /// <summary>How long a new key is published before it signs; default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PublicationPeriod { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the key before it stays published and accepted once the new one signs; default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "366.00:00:00")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often other nodes' rotations are looked for; default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>JWA names of what may be encrypted to the server's keys; follows the section <c>Encryption</c> and is no setting of its own.</summary>
    public IReadOnlyList<string> EncryptionAlgorithms { get; internal set; } = [KeyPurpose.Encryption.Algorithm];

    /// <summary>What <see cref="Algorithms"/> comes to.</summary>
    public IReadOnlyList<string> SigningAlgorithms => Algorithms.Count == 0 ? AllAlgorithms : Algorithms;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Algorithms.Except(AllAlgorithms, StringComparer.Ordinal)
            .Select(unknown => new ValidationResult($"Keys:Algorithms names {unknown}; known are {string.Join(", ", AllAlgorithms)}.", [nameof(Algorithms)]));
}

/// <summary>Refuses to start with periods or algorithms that cannot work.</summary>
[OptionsValidator]
internal sealed partial class KeysOptionsValidator : IValidateOptions<KeysOptions>;
