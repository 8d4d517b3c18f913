using Dci.CrvsApi.Registry.Events;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>A bundle that was accepted under its identifier, and what was answered.</summary>
internal sealed record AcceptedBundle(byte[] Digest, IntakeOutcome.Accepted Answer)
{
    public static AcceptedBundle? Find(SqlSession session, string partnerId, ReadOnlySpan<byte> identifier)
    {
        var find = session.Prepare("SELECT digest, created, version, stored_at FROM submission WHERE partner_id = @partner AND identifier = @identifier");
        find.Bind(1, partnerId);
        find.Bind(2, identifier);
        try
        {
            return find.Read()
                ? new AcceptedBundle(find.Blob(0), new IntakeOutcome.Accepted(find.Int64(1) != 0, find.Int64(2), find.Instant(3), null))
                : null;
        }
        finally
        {
            find.Reset();
        }
    }

    public static void Insert(SqlSession session, Submission submission, ReadOnlySpan<byte> identifier, IntakeOutcome.Accepted answer)
    {
        var insert = session.Prepare(
            """
            INSERT INTO submission (partner_id, identifier, digest, created, version, stored_at)
            VALUES (@partner, @identifier, @digest, @created, @version, @at)
            """);
        insert.Bind(1, submission.PartnerId);
        insert.Bind(2, identifier);
        insert.Bind(3, submission.Digest.Span);
        insert.Bind(4, answer.Created ? 1L : 0L);
        insert.Bind(5, answer.Version);
        insert.Bind(6, answer.At);
        insert.Execute();
    }
}
