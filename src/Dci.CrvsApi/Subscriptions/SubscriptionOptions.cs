using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>How subscribers are told of events, and for how long what they were not told is kept: section <c>Subscriptions</c>.</summary>
internal sealed class SubscriptionOptions
{
    public const string Section = "Subscriptions";

    /// <summary>How long attempts may fail before a DCI subscription is suspended. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "30.00:00:00")]
    public TimeSpan SuspendAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long events are kept for a subscriber that was not told of them, or wants to be told again. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepEvents { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Deliveries of one subscription that may be in the outbox at the same time; the other events wait outside of it. Default 64.</summary>
    [Range(2, 1000)]
    public int Window { get; set; } = 64;

    /// <summary>What the wait between attempts in order grows to. Default 15 minutes: a receiver that is back is found soon.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Subscriptions that one partner may have at the same time; a partner may have its own number. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxPerPartner { get; set; } = 100_000;

    /// <summary>How many of them may be such that every event is held against their filter. Default 1,000.</summary>
    [Range(0, 100_000)]
    public int MaxScanned { get; set; } = 1000;

    /// <summary>How often the store is asked for changes and for events that wait; what is new on a node does not wait for it. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked at which subscriptions have expired and which must be suspended. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Checks <see cref="SubscriptionOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class SubscriptionOptionsValidator : IValidateOptions<SubscriptionOptions>;
