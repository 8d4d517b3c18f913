using System.Data.Common;
using Dapper;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Sealed keys as rows.</summary>
internal sealed class KeyStore(SqlDatabase database) : IKeyStore
{
    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql =
            """
            SELECT key_id AS KeyId, key_use AS KeyUse, algorithm AS Algorithm, sealed AS Sealed,
                   published_at AS PublishedAt, active_from AS ActiveFrom, retires_at AS RetiresAt
            FROM signing_key ORDER BY published_at, key_id
            """;
        return Task.FromResult<IReadOnlyList<StoredKey>>(database.Read(session =>
            session.Connection.Query<Row>(sql).Select(row => row.ToKey()).ToList()));
    }

    public async Task AddAsync(IReadOnlyList<StoredKey> keys, CancellationToken cancellationToken)
    {
        const string sql =
            """
            INSERT INTO signing_key (key_id, key_use, algorithm, sealed, published_at, active_from, retires_at)
            VALUES (@KeyId, @KeyUse, @Algorithm, @Sealed, @PublishedAt, @ActiveFrom, @RetiresAt)
            """;
        var rows = keys.Select(Row.Of).ToList();
        try
        {
            await database.WriteAsync(session => rows.Sum(row => session.Connection.Execute(sql, row)), cancellationToken);
        }
        catch (DbException taken) when (database.Dialect.IsDuplicateKey(taken))
        {
            throw new InvalidOperationException("A key of this id is already stored.", taken);
        }
    }

    public Task RetireAsync(string keyId, DateTimeOffset retiresAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Connection.Execute(
                "UPDATE signing_key SET retires_at = @end WHERE key_id = @keyId",
                new { keyId, end = retiresAt.ToUnixTimeMilliseconds() }),
            cancellationToken);

    private sealed record Row(string KeyId, string KeyUse, string Algorithm, byte[] Sealed, long PublishedAt, long ActiveFrom, long? RetiresAt)
    {
        public static Row Of(StoredKey key) => new(
            key.KeyId,
            key.Use,
            key.Algorithm,
            key.Sealed,
            key.PublishedAt.ToUnixTimeMilliseconds(),
            key.ActiveFrom.ToUnixTimeMilliseconds(),
            key.RetiresAt?.ToUnixTimeMilliseconds());

        public StoredKey ToKey() => new(
            KeyId,
            KeyUse,
            Algorithm,
            Sealed,
            DateTimeOffset.FromUnixTimeMilliseconds(PublishedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(ActiveFrom),
            RetiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null);
    }
}
