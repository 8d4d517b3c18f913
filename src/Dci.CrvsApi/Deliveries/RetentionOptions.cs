using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>How long asynchronous messages and their outcome are kept: section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days after which the content of what was delivered or finished is erased. Default 7.</summary>
    [Range(0, 365)]
    public int PayloadDays { get; set; } = 7;

    /// <summary>Days after which transactions and dead letters are forgotten. Default 30.</summary>
    [Range(1, 3650)]
    public int TransactionDays { get; set; } = 30;
}

/// <summary>Checks <see cref="RetentionOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
