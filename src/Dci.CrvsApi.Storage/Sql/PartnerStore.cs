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

    public Task<bool> AddAsync(StoredPartner partner, CancellationToken cancellationToken)
    {
        const string sql =
            """
            INSERT INTO partner (partner_id, document, secret_digest, disabled, changed_at)
            SELECT @PartnerId, @Document, @SecretDigest, @Disabled, @ChangedAt
            WHERE NOT EXISTS (SELECT 1 FROM partner WHERE partner_id = @PartnerId)
            """;
        return database.WriteAsync(session => session.Connection.Execute(sql, Row.Of(partner)) > 0, cancellationToken);
    }

    public Task<bool> ReplaceAsync(StoredPartner partner, DateTimeOffset unchangedSince, CancellationToken cancellationToken)
    {
        const string sql =
            """
            UPDATE partner SET document = @Document, secret_digest = @SecretDigest, disabled = @Disabled, changed_at = @ChangedAt
            WHERE partner_id = @PartnerId AND changed_at = @unchangedSince
            """;
        var row = new DynamicParameters(Row.Of(partner));
        row.Add("unchangedSince", unchangedSince.ToUnixTimeMilliseconds());
        return database.WriteAsync(session => session.Connection.Execute(sql, row) > 0, cancellationToken);
    }

    private sealed record Row(string PartnerId, string Document, byte[]? SecretDigest, long Disabled, long ChangedAt)
    {
        public static Row Of(StoredPartner partner) =>
            new(partner.PartnerId, partner.Document, partner.SecretDigest, partner.Disabled ? 1 : 0, partner.ChangedAt.ToUnixTimeMilliseconds());

        public StoredPartner ToPartner() => new(PartnerId, Document, SecretDigest, Disabled != 0, DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt));
    }
}
