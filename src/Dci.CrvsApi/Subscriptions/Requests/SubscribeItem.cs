using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>One item of a request to be told: either what it wishes, or why it is not well-formed.</summary>
internal sealed record SubscribeItem
{
    /// <summary>As sent, or its place in the list (<c>#3</c>) when it has none.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Null exactly when <see cref="Malformed"/> is set.</summary>
    public SubscriptionWish? Wish { get; init; }

    public Rejection? Malformed { get; init; }
}

/// <summary>What somebody wishes to be told, every member of the right kind and none understood yet. Absent members are null.</summary>
internal sealed record SubscriptionWish
{
    public string? RegType { get; init; }

    public string? RegEventType { get; init; }

    public string? RegSubType { get; init; }

    public string? RecordType { get; init; }

    public string? FilterType { get; init; }

    public required JsonElement Filter { get; init; }

    /// <summary>Before it nothing is told.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>From then on nothing is told.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>A cron expression, or a word for one.</summary>
    public string? Frequency { get; init; }

    /// <summary>ISO 639-3.</summary>
    public string? Locale { get; init; }

    /// <summary>What the records are wanted for.</summary>
    public string? Purpose { get; init; }
}
