using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Resources;

/// <summary>
/// Port to registered records as the FHIR resources they are made of. It finds and reads; whether somebody may see a record is
/// asked of <see cref="Queries.IRegistryStore"/>, which is searched for it.
/// </summary>
public interface IResourceIndex
{
    /// <summary>
    /// Ids of the registered records that may hold a resource of this type and id, newest first, at most <paramref name="limit"/>.
    /// Now and then one that does not is among them, so look into the bundle. Empty when there is none.
    /// </summary>
    ValueTask<IReadOnlyList<string>> FindAsync(string type, string id, int limit, CancellationToken cancellationToken);

    /// <summary>The registered records of these ids in the order given; what is unknown, not registered or kept without its bundle is left out.</summary>
    ValueTask<IReadOnlyList<KeptRecord>> ReadAsync(IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken);

    /// <summary>The versions of a registered record that the feed of changes tells of, newest first, beginning with the first registration; empty for any other.</summary>
    ValueTask<IReadOnlyList<KeptVersion>> ReadVersionsAsync(string recordId, CancellationToken cancellationToken);
}

/// <summary>A registered record with its bundle.</summary>
/// <param name="RecordId">The id of its Composition.</param>
/// <param name="Event">What it tells of.</param>
/// <param name="Version">All its resources are of this version.</param>
/// <param name="LastUpdated">When the source last changed it (UTC).</param>
/// <param name="Bundle">Normalised FHIR R4, UTF-8 JSON.</param>
public sealed record KeptRecord(string RecordId, VitalEvent Event, long Version, DateTimeOffset LastUpdated, ReadOnlyMemory<byte> Bundle);

/// <summary>A version of a record; only the latest has kept its content.</summary>
/// <param name="Version">The number.</param>
/// <param name="At">When it was stored (UTC).</param>
public sealed record KeptVersion(long Version, DateTimeOffset At);
