using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>What finds a filter: every record that it can match has one of the keys among its own.</summary>
/// <param name="Keys">16 bytes each, none twice.</param>
/// <param name="Scanned">Whether a part of the filter has nothing but its event to be found by.</param>
public sealed record FilterKeys(IReadOnlyList<ReadOnlyMemory<byte>> Keys, bool Scanned)
{
    /// <summary>Whether one of the keys may be of many records: then the filter is held against each of them.</summary>
    public bool IsWide { get; init; }

    public static FilterKeys Of(FhirQuery query, ChangeKinds kinds)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var (scanned, wide) = (false, false);
        foreach (var branch in query.Branches)
        {
            if (FilterCover.Of(branch) is { } cover)
            {
                words.UnionWith(cover.Words);
                wide |= cover.IsWide;
                continue;
            }

            scanned = true;
            words.UnionWith(Changes(branch.Event, kinds));
        }

        return new FilterKeys(MatchKey.Digests(words), scanned) { IsWide = wide || scanned };
    }

    /// <summary>The keys of every change of every record of the events.</summary>
    public static FilterKeys OfEvery(IEnumerable<VitalEvent> events, ChangeKinds kinds) =>
        new(MatchKey.Digests([.. events.Distinct().SelectMany(vitalEvent => Changes(vitalEvent, kinds))]), false) { IsWide = true };

    private static IEnumerable<string> Changes(VitalEvent vitalEvent, ChangeKinds kinds) => Enum.GetValues<ChangeKind>()
        .Where(kind => kinds.HasFlag((ChangeKinds)(1 << (int)kind)))
        .Select(kind => MatchKey.Change(vitalEvent, kind));
}
