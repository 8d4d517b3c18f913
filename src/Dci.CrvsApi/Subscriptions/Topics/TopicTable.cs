using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions.Topics;

/// <summary>Every topic there is.</summary>
internal static class TopicTable
{
    private static readonly (VitalEvent Event, string Word)[] Events = [(VitalEvent.LiveBirth, "birth"), (VitalEvent.Death, "death"), (VitalEvent.Marriage, "marriage")];

    private static readonly (ChangeKind Kind, string Word)[] Kinds =
    [
        (ChangeKind.Registered, "registered"),
        (ChangeKind.Corrected, "corrected"),
        (ChangeKind.Cancelled, "cancelled"),
        (ChangeKind.Reinstated, "reinstated"),
        (ChangeKind.Certified, "certified"),
        (ChangeKind.Notified, "notified"),
    ];

    public static IReadOnlyList<Topic> All { get; } =
    [
        .. from named in Events
           from change in Kinds
           select new Topic(named.Event, change.Kind, $"{named.Word}.{change.Word}", $"{named.Word}_{change.Word}".ToUpperInvariant()),
    ];

    private static readonly FrozenDictionary<string, Topic> ByName = All.ToFrozenDictionary(topic => topic.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Topic> ByBareName = All.ToFrozenDictionary(topic => topic.BareName, StringComparer.Ordinal);

    /// <summary>By the end of its URL; null when there is none.</summary>
    public static Topic? Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>By its bare name; null when there is none.</summary>
    public static Topic? NamedBarely(string name) => ByBareName.GetValueOrDefault(name);
}
