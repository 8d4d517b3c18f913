using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>How deliveries are made and when they are given up: section <c>Deliveries</c>.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Deliveries";

    /// <summary>Attempts after which a delivery is given up; a partner may have its own number. Default 100, which with the longest delay takes longer than <see cref="MaxAgeHours"/>.</summary>
    [Range(1, 1000)]
    public int MaxAttempts { get; set; } = 100;

    /// <summary>Hours after which a delivery is given up; a partner may have its own number. Default 72.</summary>
    [Range(1, 720)]
    public int MaxAgeHours { get; set; } = 72;

    /// <summary>Refusals (3xx, 4xx) in a row after which a delivery is given up. Default 3.</summary>
    [Range(1, 100)]
    public int MaxRefusals { get; set; } = 3;

    /// <summary>Time for one attempt, from the connection to the status of the answer. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait after the first failed attempt; doubles with each further one. Default 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What the wait grows to. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Attempts under way at one destination at the same time. Default 16.</summary>
    [Range(1, 1000)]
    public int PerDestination { get; set; } = 16;

    /// <summary>Deliveries of one destination that this node may have at the same time, those waiting for their turn included. Default 512.</summary>
    [Range(1, 100_000)]
    public int RowsPerDestination { get; set; } = 512;

    /// <summary>About how much memory messages that wait for their turn may take, in all. Default 32 MiB.</summary>
    [Range(1024 * 1024, 1L << 40)]
    public long MemoryBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Attempts within half a minute of which half must fail for the destination to be left alone. Default 10.</summary>
    [Range(2, 1000)]
    public int BreakAfter { get; set; } = 10;

    /// <summary>How long it is left alone first; doubles with each trial that fails, up to a minute. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan Break { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the store is asked for what has come due. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stopping server waits for attempts that are under way. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Checks <see cref="DeliveryOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
