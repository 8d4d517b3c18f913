using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Management;

/// <summary>Where the server is managed: section <c>Management</c>.</summary>
internal sealed class ManagementOptions : IValidatableObject
{
    public const string Section = "Management";

    /// <summary>
    /// The one address of metrics and administration, apart from the partners' one; default <c>http://127.0.0.1:8081</c>.
    /// Port 0 takes a free one; empty switches management off.
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:8081";

    public bool IsOff => string.IsNullOrWhiteSpace(Url);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOff && !IsAddress(Url))
            yield return new ValidationResult($"Management:Url is {Url}; give one http or https address without a path, or nothing for no management.", [nameof(Url)]);
    }

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0 && !text.Contains(';', StringComparison.Ordinal);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

/// <summary>Refuses an address that can't be listened on.</summary>
[OptionsValidator]
internal sealed partial class ManagementOptionsValidator : IValidateOptions<ManagementOptions>;
