namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>Who first notified and who first registered a record over the wire.</summary>
internal sealed record RecordSource(string? NotifiedBy, string? RegisteredBy)
{
    private static readonly RecordSource Nobody = new(null, null);

    public static RecordSource Of(SqlSession session, long seq)
    {
        var find = session.Prepare("SELECT notified_by, registered_by FROM record_source WHERE seq = @seq");
        find.Bind(1, seq);
        try
        {
            return find.Read() ? new RecordSource(find.TextOrNull(0), find.TextOrNull(1)) : Nobody;
        }
        finally
        {
            find.Reset();
        }
    }

    /// <summary>Notes the partner, unless somebody was first.</summary>
    public void Add(SqlSession session, long seq, string partnerId, bool notifies)
    {
        var next = notifies ? this with { NotifiedBy = NotifiedBy ?? partnerId } : this with { RegisteredBy = RegisteredBy ?? partnerId };
        if (next == this)
            return;
        var put = session.Prepare(
            this == Nobody
                ? "INSERT INTO record_source (notified_by, registered_by, seq) VALUES (@notified, @registered, @seq)"
                : "UPDATE record_source SET notified_by = @notified, registered_by = @registered WHERE seq = @seq");
        put.Bind(1, next.NotifiedBy);
        put.Bind(2, next.RegisteredBy);
        put.Bind(3, seq);
        put.Execute();
    }
}
