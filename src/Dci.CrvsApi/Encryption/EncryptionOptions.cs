using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Encryption;

/// <summary>Which encryption is accepted and sent: the <c>Encryption</c> section of the settings.</summary>
internal sealed class EncryptionOptions : IValidatableObject
{
    public const string Section = "Encryption";

    private static readonly string[] Always = ["RSA-OAEP-256", "A256GCM"];

    private static readonly string[] Choices = ["RSA-OAEP", "ECDH-ES", "ECDH-ES+A256KW", "A192GCM", "A128GCM"];

    /// <summary>
    /// JWA names of what is accepted besides RSA-OAEP-256 and A256GCM; default none. Known are RSA-OAEP, ECDH-ES, ECDH-ES+A256KW, A192GCM and A128GCM.
    /// With ECDH-ES or ECDH-ES+A256KW the server makes and publishes a P-256 key for encryption.
    /// </summary>
    public IReadOnlyList<string> AlsoAccept { get; set; } = [];

    /// <summary>What may be encrypted to the server's keys.</summary>
    public IReadOnlyList<string> KeyAlgorithms => [.. Enum.GetValues<KeyAlgorithm>().Where(Accepts).Select(algorithm => algorithm.ToJwa())];

    public bool Accepts(string algorithm) => Always.Contains(algorithm, StringComparer.Ordinal) || AlsoAccept.Contains(algorithm, StringComparer.Ordinal);

    public bool Accepts(KeyAlgorithm algorithm) => Accepts(algorithm.ToJwa());

    public bool Accepts(ContentAlgorithm algorithm) => Accepts(algorithm.ToJwa());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        AlsoAccept.Except([.. Choices, .. Always], StringComparer.Ordinal)
            .Select(unknown => new ValidationResult($"Encryption:AlsoAccept names {unknown}; known are {string.Join(", ", Choices)}.", [nameof(AlsoAccept)]));
}

/// <summary>Refuses to start with an algorithm that the server does not know.</summary>
[OptionsValidator]
internal sealed partial class EncryptionOptionsValidator : IValidateOptions<EncryptionOptions>;
