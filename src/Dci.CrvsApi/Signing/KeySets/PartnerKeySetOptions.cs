using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Signing.KeySets;

/// <summary>How partners' pinned key sets are read: the <c>PartnerKeys</c> section of the settings.</summary>
internal sealed class PartnerKeySetOptions
{
    public const string Section = "PartnerKeys";

    /// <summary>Time between two readings of a set; default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Refuses to start with an interval that cannot be meant.</summary>
[OptionsValidator]
internal sealed partial class PartnerKeySetOptionsValidator : IValidateOptions<PartnerKeySetOptions>;
