namespace Dci.CrvsApi.Registry.Events;

/// <summary>Port to records as they stand, registered or not: for telling what became of them, never for answering a search.</summary>
public interface IStandingRecords
{
    /// <summary>The records of these ids; those that are unknown are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, StandingRecord>> ReadAsync(IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken);
}

/// <summary>A record as it stands.</summary>
/// <param name="Version">Of the record; a change of a lower version has been overtaken.</param>
/// <param name="Disclosed">Whether it is legally registered now.</param>
/// <param name="Bundle">The normalised FHIR R4 bundle (UTF-8 JSON); null when the register keeps none.</param>
public sealed record StandingRecord(string RecordId, long Version, bool Disclosed, ReadOnlyMemory<byte>? Bundle);
