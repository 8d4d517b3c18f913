using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Reads records so that they can be matched and told.</summary>
internal sealed partial class ToldRecords(IStandingRecords store, IPlaceStore places, RecordRenderer renderer, RecentRecords recent, ILogger<ToldRecords> logger)
{
    /// <summary>By id; those that are unknown, or of which the register keeps no bundle, are left out.</summary>
    public async ValueTask<IReadOnlyDictionary<string, ToldRecord>> ReadAsync(IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, ToldRecord>(recordIds.Count, StringComparer.Ordinal);
        if (recordIds.Count == 0)
            return told;
        var found = await store.ReadAsync(recordIds, cancellationToken);
        var tree = await places.LoadAsync(cancellationToken);
        foreach (var record in found.Values)
            if (Understand(record, tree) is { } understood)
                told.Add(record.RecordId, understood);
        return told;
    }

    private ToldRecord? Understand(StandingRecord record, PlaceTree tree)
    {
        if (record.Bundle is not { } bundle)
            return null;
        if ((recent.Find(record.RecordId, record.Version) ?? Read(record, bundle)) is { } understood)
            return new ToldRecord(understood, record, tree, renderer);
        Log.NotUnderstood(logger, record.RecordId);
        return null;
    }

    private VitalRecord? Read(StandingRecord standing, ReadOnlyMemory<byte> bundle)
    {
        var record = (BundleReader.Read(bundle) as BundleReading.Accepted)?.Bundle.Record;
        if (record is not null)
            recent.Remember(record, standing.Version);
        return record;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The bundle of record {RecordId} is not understood any more; its changes are told without it.")]
        public static partial void NotUnderstood(ILogger logger, string recordId);
    }
}
