using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Exchanges;

/// <summary>Port to the memory of messages: which were used, and what was disclosed in answer.</summary>
public interface IExchangeLog
{
    /// <summary>
    /// Remembers the message and what its answer discloses in one durable transaction, before the answer leaves.
    /// False, with nothing written, when the partner used this message id before and it is not yet forgotten,
    /// or when anybody sent this ciphertext before.
    /// </summary>
    Task<bool> TryRecordAsync(Exchange exchange, CancellationToken cancellationToken);

    /// <summary>Forgets message ids whose time is over. Disclosures stay.</summary>
    Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Disclosures to one partner, or to all when null, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Disclosure>> ListDisclosuresAsync(string? partnerId, int limit, CancellationToken cancellationToken);
}

/// <summary>A message that was answered.</summary>
/// <param name="PartnerId">Who asked.</param>
/// <param name="MessageDigest">SHA-256 of the message id, 32 bytes.</param>
/// <param name="At">When (UTC).</param>
/// <param name="ForgetAt">From when the id may be used again (UTC).</param>
/// <param name="Disclosures">One for each answered item; empty when nothing was asked that discloses.</param>
public sealed record Exchange(string PartnerId, ReadOnlyMemory<byte> MessageDigest, DateTimeOffset At, DateTimeOffset ForgetAt, IReadOnlyList<Disclosure> Disclosures)
{
    /// <summary>SHA-256 that names the ciphertext of an encrypted message, whoever sends it; empty for a message in clear.</summary>
    public ReadOnlyMemory<byte> CipherDigest { get; init; }
}

/// <summary>What one answered item told a partner: which records, never their values.</summary>
/// <param name="PartnerId">Who was told.</param>
/// <param name="At">When (UTC).</param>
/// <param name="QueryKind"><c>idtype-value</c>, <c>predicate</c>, <c>expression</c> or <c>namedQuery</c>.</param>
/// <param name="Events">Events that were searched.</param>
/// <param name="RecordIds">The records of the page that was sent; empty when none matched.</param>
/// <param name="Purpose">The purpose code or text of the consent, null when none was given.</param>
public sealed record Disclosure(string PartnerId, DateTimeOffset At, string QueryKind, IReadOnlyList<VitalEvent> Events, IReadOnlyList<string> RecordIds, string? Purpose);
