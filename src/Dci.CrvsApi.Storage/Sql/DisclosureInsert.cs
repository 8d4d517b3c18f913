using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Puts down what was disclosed, in the transaction of what disclosed it.</summary>
internal static class DisclosureInsert
{
    private const string Insert =
        """
        INSERT INTO disclosure (partner_id, told_at, query_kind, events, record_ids, purpose)
        VALUES (@partner, @at, @kind, @events, @records, @purpose)
        """;

    public static void Run(SqlSession session, IReadOnlyList<Disclosure> disclosures)
    {
        for (var i = 0; i < disclosures.Count; i++)
            Add(session.Prepare(Insert), disclosures[i]);
    }

    private static void Add(SqlStatement statement, Disclosure disclosure)
    {
        statement.Bind(1, disclosure.PartnerId);
        statement.Bind(2, disclosure.At);
        statement.Bind(3, disclosure.QueryKind);
        statement.Bind(4, EventBits(disclosure.Events));
        statement.Bind(5, disclosure.RecordIds.Count == 1 ? disclosure.RecordIds[0] : string.Join('\n', disclosure.RecordIds));
        statement.Bind(6, disclosure.Purpose);
        statement.Execute();
    }

    private static long EventBits(IReadOnlyList<VitalEvent> events)
    {
        var bits = 0L;
        for (var i = 0; i < events.Count; i++)
            bits |= 1L << (int)events[i];
        return bits;
    }
}
