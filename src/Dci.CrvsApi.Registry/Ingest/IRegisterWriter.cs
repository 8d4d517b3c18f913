using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest;

/// <summary>Port to the register as it is written: one record at a time, or a whole register at once.</summary>
public interface IRegisterWriter
{
    /// <summary>
    /// Stores the record under its id; what was stored under it is replaced, and nothing changes when the bundle is the same.
    /// </summary>
    Task<WriteOutcome> SaveAsync(RecordEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Loads many new records, fast when the register is empty: identifiers are staged and sorted, indexes are built at the end.
    /// Either all or none of them stay when it fails on an empty register. An empty register that is filled like this leaves no
    /// trace in the feed of changes, which begins after it. <paramref name="progress"/> gets the number stored.
    /// </summary>
    /// <param name="keepBodies">False leaves bundles out (index-only volume runs); the rendered person is kept.</param>
    Task<long> LoadAsync(IAsyncEnumerable<RecordEntry> entries, bool keepBodies, IProgress<long>? progress, CancellationToken cancellationToken);

    /// <summary>Every stored bundle in sequence order, for re-indexing.</summary>
    IAsyncEnumerable<StoredBundle> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>How many records are stored for each event, whatever their status.</summary>
    Task<IReadOnlyDictionary<VitalEvent, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Where the records of the register came from: each origin (<c>seed</c>, <c>import</c>) that ever stored one.</summary>
    Task<IReadOnlyList<string>> OriginsAsync(CancellationToken cancellationToken);
}

/// <summary>A record ready to be stored.</summary>
public sealed record RecordEntry
{
    public required VitalRecord Record { get; init; }

    /// <summary>The normalised R4 bundle, UTF-8 JSON, not compressed.</summary>
    public required ReadOnlyMemory<byte> Bundle { get; init; }

    /// <summary>The bundle as received, null when it does not differ from <see cref="Bundle"/>.</summary>
    public ReadOnlyMemory<byte>? Original { get; init; }

    /// <summary>The canonical persons: the first is that of the first subject in its default language.</summary>
    public required IReadOnlyList<Rendition> Renditions { get; init; }

    /// <summary>The version of the mapping that made the renditions.</summary>
    public required int MappingVersion { get; init; }

    /// <summary>What stored it: <c>seed</c>, <c>import</c>, <c>posted</c>, or <c>trial</c> when a sandbox partner posted it.</summary>
    public required string Origin { get; init; }

    /// <summary>The resources of the bundle, for who knows them without looking; null for who does not.</summary>
    public IReadOnlyList<ResourceName>? Resources { get; init; }

    /// <summary>Whether its change is news that may be told to others; what is taken over from elsewhere is none.</summary>
    public bool Announced { get; init; }
}

/// <summary>A canonical DCI person, UTF-8 JSON.</summary>
/// <param name="Subject">The subject's role.</param>
/// <param name="Language">ISO 639-3 of its names, null for the default names.</param>
/// <param name="Person">The bytes spliced into answers.</param>
public sealed record Rendition(PersonRole Subject, string? Language, ReadOnlyMemory<byte> Person);

/// <summary>A stored bundle, decompressed.</summary>
public sealed record StoredBundle(string RecordId, ReadOnlyMemory<byte> Bundle, ReadOnlyMemory<byte>? Original, string Origin);

/// <summary>What storing a record did.</summary>
public enum WriteOutcome
{
    Created,
    Replaced,
    Unchanged,

    /// <summary>Nothing was stored: another registered record of the event has this registration number.</summary>
    RegistrationNumberTaken,
}
