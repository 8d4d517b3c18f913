using System.Text.Json;
using System.Text.Json.Serialization;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>What a subscription asked for, as it is kept until it ends.</summary>
internal sealed record SubscriptionDefinition
{
    /// <summary>The message that asked for it; empty members where the binding has none.</summary>
    public required RequestEcho Request { get; init; }

    /// <summary>Criteria in the form of a search, which the translator of searches reads; null for every record of <see cref="Events"/>.</summary>
    public JsonElement? Criteria { get; init; }

    /// <summary>The events that were named; empty for all that the criteria can mean.</summary>
    public IReadOnlyList<VitalEvent> Events { get; init; } = [];

    /// <summary>ISO 639-3 of the wanted names, null for the default ones.</summary>
    public string? Locale { get; init; }

    /// <summary>What the records are wanted for, null when not stated.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether what is told may only leave encrypted.</summary>
    public bool Encrypt { get; init; }

    /// <summary>A Quartz cron expression, read in UTC; null when each event is sent at once.</summary>
    public string? Frequency { get; init; }

    /// <summary><c>subscribe_criteria</c> as it is said back; null where it is not.</summary>
    public JsonElement? Asked { get; init; }
}

/// <summary>How definitions are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubscriptionDefinition))]
internal sealed partial class DefinitionJson : JsonSerializerContext
{
    /// <summary>Null when it can't be read any more.</summary>
    public static SubscriptionDefinition? Read(ReadOnlySpan<byte> definition)
    {
        try
        {
            return JsonSerializer.Deserialize(definition, Default.SubscriptionDefinition);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
