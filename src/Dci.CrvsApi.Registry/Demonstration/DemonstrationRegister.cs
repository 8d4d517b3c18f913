using System.Buffers;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>
/// A civil register of an invented country: the same seed, counts and day give the same bytes. A record depends on
/// nothing but these and its index, so any slice can be made alone, on any thread.
/// </summary>
public sealed class DemonstrationRegister
{
    private readonly Setting _setting;
    private readonly Births _births;
    private readonly Deaths _deaths;
    private readonly Marriages _marriages;
    private readonly RareEvents _rare;
    private readonly RecordRenderer _renderer;

    /// <param name="seed">From which everything is drawn.</param>
    /// <param name="counts">How many records of each event.</param>
    /// <param name="today">The day on which the register stands still; <see cref="ReferenceDay"/> by default.</param>
    /// <param name="mapping">How its persons are rendered.</param>
    public DemonstrationRegister(long seed, DemonstrationCounts counts, DateOnly? today = null, PersonMapping? mapping = null)
    {
        _setting = new Setting((ulong)seed, counts, today ?? ReferenceDay, new DemonstrationPlaces(), new NumberSpace((ulong)seed));
        var families = new Families(_setting);
        _births = new Births(_setting, families);
        _deaths = new Deaths(_setting, _births);
        _marriages = new Marriages(_setting, families);
        _rare = new RareEvents(_setting, families, _births, _marriages);
        _renderer = new RecordRenderer(mapping ?? PersonMapping.Default);
    }

    /// <summary>The day on which the register stands still when the caller names none.</summary>
    public static DateOnly ReferenceDay { get; } = new(2026, 6, 30);

    public IReadOnlyList<Place> Places => _setting.Places.All;

    public DemonstrationCounts Counts => _setting.Counts;

    /// <summary>Every record in its last state: births, deaths, marriages, then the rare events.</summary>
    public IEnumerable<RecordEntry> Records() => Records(0, Counts.Total);

    /// <summary>Records <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> of <see cref="Records()"/>.</summary>
    public IEnumerable<RecordEntry> Records(long first, long count) => Made(first, count, asFirstRegistered: false);

    /// <summary>Every record as it was before it was corrected or cancelled.</summary>
    public IEnumerable<RecordEntry> AsFirstRegistered() => Made(0, Counts.Total, asFirstRegistered: true);

    /// <summary>The last state of every record that was corrected or cancelled, to be stored over <see cref="AsFirstRegistered"/>.</summary>
    public IEnumerable<RecordEntry> Changes()
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        for (var index = 0L; index < Counts.Births + Counts.Deaths + Counts.Marriages; index++)
            if (Registration.RevisionOf(Locate(index).Index) != Revision.None)
                yield return Entry(index, false, buffer);
    }

    private IEnumerable<RecordEntry> Made(long first, long count, bool asFirstRegistered)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        for (var index = first; index < Math.Min(first + count, Counts.Total); index++)
            yield return Entry(index, asFirstRegistered, buffer);
    }

    private RecordEntry Entry(long index, bool asFirstRegistered, ArrayBufferWriter<byte> buffer)
    {
        var record = Record(index, asFirstRegistered);
        buffer.ResetWrittenCount();
        BundleWriter.Write(record, buffer);
        return _renderer.Entry(record, buffer.WrittenSpan.ToArray(), null, _setting.Places.Tree, "seed") with { Resources = BundleWriter.PeopleOf(record) };
    }

    private VitalRecord Record(long index, bool asFirstRegistered)
    {
        var (vitalEvent, ofEvent) = Locate(index);
        return vitalEvent switch
        {
            VitalEvent.LiveBirth => _births.Record(ofEvent, asFirstRegistered),
            VitalEvent.Death => _deaths.Record(ofEvent, asFirstRegistered),
            VitalEvent.Marriage => _marriages.Record(ofEvent, asFirstRegistered),
            VitalEvent.Divorce => _rare.Divorce(ofEvent),
            VitalEvent.FetalDeath => _rare.FetalDeath(ofEvent),
            VitalEvent.Adoption => _rare.Adoption(ofEvent),
            _ => throw new InvalidOperationException($"No records are made of {vitalEvent}."),
        };
    }

    private (VitalEvent Event, long Index) Locate(long index)
    {
        ReadOnlySpan<(VitalEvent Event, long Count)> shares =
        [
            (VitalEvent.LiveBirth, Counts.Births),
            (VitalEvent.Death, Counts.Deaths),
            (VitalEvent.Marriage, Counts.Marriages),
            (VitalEvent.Divorce, Counts.Divorces),
            (VitalEvent.FetalDeath, Counts.FetalDeaths),
            (VitalEvent.Adoption, Counts.Adoptions),
        ];
        foreach (var (vitalEvent, count) in shares)
        {
            if (index < count)
                return (vitalEvent, index);
            index -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "Beyond the last record.");
    }
}
