using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Records that were stored or told here a moment ago: whoever tells of them, to however many, need not read their bundles again.</summary>
internal sealed class RecentRecords
{
    private const int Most = 2_048;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Version, VitalRecord Record)> _records = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Remember(VitalRecord record, long version)
    {
        lock (_gate)
        {
            if (!_records.ContainsKey(record.RecordId))
                _order.Enqueue(record.RecordId);
            _records[record.RecordId] = (version, record);
            if (_order.Count > Most)
                _records.Remove(_order.Dequeue());
        }
    }

    /// <summary>The record in this version; null when it was not stored here, or is not remembered any more.</summary>
    public VitalRecord? Find(string recordId, long version)
    {
        lock (_gate)
            return _records.TryGetValue(recordId, out var recent) && recent.Version == version ? recent.Record : null;
    }
}
