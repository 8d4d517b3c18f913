using Dapper;
using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Partners as rows.</summary>
internal sealed class PartnerStore(SqlDatabase database) : IPartnerStore
{
    private const string Columns = "partner_id AS PartnerId, document AS Document, secret_digest AS SecretDigest, disabled AS Disabled, changed_at AS ChangedAt";

    public Task<IReadOnlyList<StoredPartner>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredPartner>>(database.Read(session =>
            session.Connection.Query<Row>($"SELECT {Columns} FROM partner ORDER BY partner_id").Select(row => row.ToPartner()).ToList()));

    public Task<StoredPartner?> FindAsync(string partnerId, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session =>
            session.Connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM partner WHERE partner_id = @partnerId", new { partnerId })?.ToPartner()));

    public Task SaveAsync(StoredPartner partner, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Save(session, partner), cancellationToken);

    private static int Save(SqlSession session, StoredPartner partner)
    {
        var row = new
        {
            partner.PartnerId,
            partner.Document,
            partner.SecretDigest,
            Disabled = partner.Disabled ? 1 : 0,
            ChangedAt = partner.ChangedAt.ToUnixTimeMilliseconds(),
        };
        const string update =
            "UPDATE partner SET document = @Document, secret_digest = @SecretDigest, disabled = @Disabled, changed_at = @ChangedAt WHERE partner_id = @PartnerId";
        const string insert =
            "INSERT INTO partner (partner_id, document, secret_digest, disabled, changed_at) VALUES (@PartnerId, @Document, @SecretDigest, @Disabled, @ChangedAt)";
        return session.Connection.Execute(update, row) is > 0 and var changed ? changed : session.Connection.Execute(insert, row);
    }

    private sealed record Row(string PartnerId, string Document, byte[]? SecretDigest, long Disabled, long ChangedAt)
    {
        public StoredPartner ToPartner() => new(PartnerId, Document, SecretDigest, Disabled != 0, DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt));
    }
}
