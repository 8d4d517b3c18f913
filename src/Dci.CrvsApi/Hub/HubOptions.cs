using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>Settings of the WebSub hub, section <c>Hub</c>.</summary>
internal sealed class HubOptions
{
    public const string Section = "Hub";

    /// <summary>How long a subscription lasts that names no lease. Default 10 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan DefaultLease { get; set; } = TimeSpan.FromDays(10);

    /// <summary>How long one may last that asks for more. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan LongestLease { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Requests of one partner that may wait to be verified at the same time. Default 100.</summary>
    [Range(1, 100_000)]
    public int PendingPerPartner { get; set; } = 100;

    /// <summary>How often a subscriber is asked that does not answer. Default 3.</summary>
    [Range(1, 20)]
    public int Tries { get; set; } = 3;

    /// <summary>Wait before it is asked a second time; doubles each time. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Checks <see cref="HubOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class HubOptionsValidator : IValidateOptions<HubOptions>;
