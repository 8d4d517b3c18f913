using Dci.CrvsApi.Registry.Events;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>The records that were registered once and are not any more.</summary>
internal static class Withdrawal
{
    public static bool IsNoted(SqlSession session, long seq)
    {
        var find = session.Prepare("SELECT seq FROM withdrawn WHERE seq = @seq");
        find.Bind(1, seq);
        return find.ReadNumber() is not null;
    }

    public static void Note(SqlSession session, long seq, ChangeKind kind)
    {
        var sql = kind switch
        {
            ChangeKind.Cancelled => "INSERT INTO withdrawn (seq) VALUES (@seq)",
            ChangeKind.Reinstated => "DELETE FROM withdrawn WHERE seq = @seq",
            _ => null,
        };
        if (sql is null)
            return;
        var statement = session.Prepare(sql);
        statement.Bind(1, seq);
        statement.Execute();
    }
}
