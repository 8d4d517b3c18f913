using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Port to the register as it is searched. It may sit on a database of ours or on a remote FHIR server.</summary>
public interface IRegistryStore
{
    /// <summary>Finds legally registered records. The total is exact. A page after the last is empty, not an error.</summary>
    /// <exception cref="RegisterUnavailableException">The store can't be reached now.</exception>
    ValueTask<SearchOutcome> SearchAsync(FhirQuery query, CancellationToken cancellationToken);

    /// <summary>One legally registered record's normalised FHIR R4 bundle (UTF-8 JSON), or null when there is none of this id.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadBundleAsync(string recordId, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="RegisterUnavailableException"/> unless the store answers now.</summary>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}

/// <summary>What came of a search.</summary>
public abstract record SearchOutcome
{
    private SearchOutcome()
    {
    }

    /// <summary>The records of one page and how many match in all.</summary>
    public sealed record Page(long Total, IReadOnlyList<RecordMatch> Records) : SearchOutcome;

    /// <summary>The page starts beyond the deepest row that the store serves.</summary>
    public sealed record TooDeep(int Limit) : SearchOutcome;

    /// <summary>The order asked for has no index, and more records match than may be sorted without one.</summary>
    public sealed record SortTooWide(int Limit) : SearchOutcome;
}

/// <summary>A found record.</summary>
/// <param name="RecordId">The FHIR Composition id.</param>
/// <param name="Event">The vital event.</param>
/// <param name="Person">The canonical DCI person, UTF-8 JSON, rendered when the record was stored; of the subject that the query names, else the first.</param>
/// <param name="Language">The language of the names in it when they are of the language asked for, else null.</param>
public sealed record RecordMatch(string RecordId, VitalEvent Event, ReadOnlyMemory<byte> Person, string? Language);

/// <summary>The register can't be reached now.</summary>
public sealed class RegisterUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
