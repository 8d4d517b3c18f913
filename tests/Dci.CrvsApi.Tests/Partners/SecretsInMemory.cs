using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>A secret store without a database.</summary>
internal sealed class SecretsInMemory : ISecretStore
{
    private readonly Dictionary<(string Owner, string Kind), StoredSecret> _rows = [];

    public IReadOnlyCollection<StoredSecret> Rows => _rows.Values;

    public Task<IReadOnlyList<StoredSecret>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredSecret>>([.. _rows.Values]);

    public Task SaveAsync(StoredSecret secret, CancellationToken cancellationToken)
    {
        _rows[(secret.Owner, secret.Kind)] = secret;
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string owner, string kind, CancellationToken cancellationToken) => Task.FromResult(_rows.Remove((owner, kind)));
}
