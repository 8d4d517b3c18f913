using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Fhir;

/// <summary>Settings of reading FHIR, section <c>Fhir</c>.</summary>
internal sealed class FhirOptions
{
    /// <summary>Resources found on a page when the sender does not say. Default 20.</summary>
    [Range(1, 1000)]
    public int DefaultPageSize { get; set; } = 20;

    /// <summary>Most resources found on a page; those that come with them are not counted. A partner may have less. Default 200.</summary>
    [Range(1, 1000)]
    public int MaxPageSize { get; set; } = 200;
}

/// <summary>Checks <see cref="FhirOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class FhirOptionsValidator : IValidateOptions<FhirOptions>;
