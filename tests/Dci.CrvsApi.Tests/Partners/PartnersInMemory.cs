using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>A partner store without a database that counts how often it is read.</summary>
internal sealed class PartnersInMemory : IPartnerStore
{
    private readonly Dictionary<string, StoredPartner> _rows = [];

    public int Reads { get; private set; }

    public bool Away { get; set; }

    /// <summary>What happens between the reading of a row and its replacement.</summary>
    public Action? BeforeReplacing { get; set; }

    public IEnumerable<StoredPartner> Rows => _rows.Values;

    public Task<IReadOnlyList<StoredPartner>> ListAsync(CancellationToken cancellationToken)
    {
        Reads++;
        return Away ? throw new InvalidOperationException("away") : Task.FromResult<IReadOnlyList<StoredPartner>>([.. _rows.Values]);
    }

    public Task<StoredPartner?> FindAsync(string partnerId, CancellationToken cancellationToken) => Task.FromResult(_rows.GetValueOrDefault(partnerId));

    public Task<bool> AddAsync(StoredPartner partner, CancellationToken cancellationToken) => Task.FromResult(_rows.TryAdd(partner.PartnerId, partner));

    public Task<bool> ReplaceAsync(StoredPartner partner, DateTimeOffset unchangedSince, CancellationToken cancellationToken)
    {
        BeforeReplacing?.Invoke();
        if (_rows.GetValueOrDefault(partner.PartnerId)?.ChangedAt != unchangedSince)
            return Task.FromResult(false);
        Put(partner);
        return Task.FromResult(true);
    }

    /// <summary>What another server or a person with a database client does.</summary>
    public void Put(StoredPartner partner) => _rows[partner.PartnerId] = partner;
}
