using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Access;

/// <summary>How much may be unfinished before more is refused: section <c>Transactions</c>.</summary>
internal sealed class AdmissionOptions
{
    public const string Section = "Transactions";

    /// <summary>Most unfinished messages and undelivered callbacks of one partner; a partner may have its own number. Default 250,000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxUnfinishedPerPartner { get; set; } = 250_000;

    /// <summary>Most unfinished messages and undelivered callbacks in all. Default 1,000,000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxUnfinished { get; set; } = 1_000_000;
}

/// <summary>Checks <see cref="AdmissionOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>;
