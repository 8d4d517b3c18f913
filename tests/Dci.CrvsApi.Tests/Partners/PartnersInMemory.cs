using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>A partner store without a database that counts how often it is read.</summary>
internal sealed class PartnersInMemory : IPartnerStore
{
    private readonly Dictionary<string, StoredPartner> _rows = [];

    public int Reads { get; private set; }

    public bool Away { get; set; }

    public IEnumerable<StoredPartner> Rows => _rows.Values;

    public Task<IReadOnlyList<StoredPartner>> ListAsync(CancellationToken cancellationToken)
    {
        Reads++;
        return Away ? throw new InvalidOperationException("away") : Task.FromResult<IReadOnlyList<StoredPartner>>([.. _rows.Values]);
    }

    public Task<StoredPartner?> FindAsync(string partnerId, CancellationToken cancellationToken) => Task.FromResult(_rows.GetValueOrDefault(partnerId));

    public Task SaveAsync(StoredPartner partner, CancellationToken cancellationToken)
    {
        _rows[partner.PartnerId] = partner;
        return Task.CompletedTask;
    }
}
