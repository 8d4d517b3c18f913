using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Finds what a worker has, by message id.</summary>
internal static class OwnDeliveries
{
    public const string ByMessage = "SELECT delivery_no FROM delivery WHERE message_id = @message AND worker_id = @worker AND state = 0";

    public static IReadOnlyList<Delivery> Read(SqlSession session, string workerId, IReadOnlyCollection<string> messageIds)
    {
        var numbers = new List<long>(messageIds.Count);
        var find = session.Prepare(ByMessage);
        foreach (var messageId in messageIds)
        {
            find.Bind(1, messageId);
            find.Bind(2, workerId);
            if (find.ReadNumber() is { } number)
                numbers.Add(number);
        }

        return numbers.ConvertAll(number => DeliveryClaim.Read(session, number));
    }
}
