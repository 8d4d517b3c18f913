using Dapper;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Sealed secrets as rows.</summary>
internal sealed class SecretStore(SqlDatabase database) : ISecretStore
{
    public Task<IReadOnlyList<StoredSecret>> ListAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT owner AS Owner, kind AS Kind, sealed AS Sealed, changed_at AS ChangedAt FROM secret ORDER BY owner, kind";
        return Task.FromResult<IReadOnlyList<StoredSecret>>(database.Read(session =>
            session.Connection.Query<Row>(sql).Select(row => row.ToSecret()).ToList()));
    }

    public Task SaveAsync(StoredSecret secret, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Save(session, secret), cancellationToken);

    public Task<bool> RemoveAsync(string owner, string kind, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Connection.Execute("DELETE FROM secret WHERE owner = @owner AND kind = @kind", new { owner, kind }) > 0,
            cancellationToken);

    private static int Save(SqlSession session, StoredSecret secret)
    {
        const string update = "UPDATE secret SET sealed = @Sealed, changed_at = @ChangedAt WHERE owner = @Owner AND kind = @Kind";
        const string insert = "INSERT INTO secret (owner, kind, sealed, changed_at) VALUES (@Owner, @Kind, @Sealed, @ChangedAt)";
        var row = new Row(secret.Owner, secret.Kind, secret.Sealed, secret.ChangedAt.ToUnixTimeMilliseconds());
        return session.Connection.Execute(update, row) is > 0 and var changed ? changed : session.Connection.Execute(insert, row);
    }

    private sealed record Row(string Owner, string Kind, byte[] Sealed, long ChangedAt)
    {
        public StoredSecret ToSecret() => new(Owner, Kind, Sealed, DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt));
    }
}
