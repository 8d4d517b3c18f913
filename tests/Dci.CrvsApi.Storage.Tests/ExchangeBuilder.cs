using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Tests;

/// <summary>Valid asynchronous messages, the work on them, and what is delivered of it.</summary>
internal static class ExchangeBuilder
{
    public const string Worker = "worker-1";
    public const string Destination = "https://benefits.example";

    public static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>A search for one item, of which this process has the work.</summary>
    public static NewTransaction Search(string messageId, string partner = "p") => new()
    {
        PartnerId = partner,
        Kind = TransactionKind.Search,
        TransactionId = "t-" + messageId,
        CorrelationId = NewId(),
        MessageDigest = Digest(messageId),
        BodyDigest = Digest("body of " + messageId),
        AcceptedAt = Now,
        ForgetAt = Now.AddMinutes(20),
        CallbackAddress = Destination + "/on-search",
        Request = Encoding.UTF8.GetBytes("""{"action":"search"}"""),
        Form = ContentForm.Json,
        Content = Encoding.UTF8.GetBytes("""{"search_request":[]}"""),
        TotalCount = 1,
        ReferenceIds = ["r-" + messageId],
        WorkerId = Worker,
    };

    public static WorkedPiece Piece(long transactionNo, params ItemResult[] items) => new()
    {
        TransactionNo = transactionNo,
        WorkerId = Worker,
        At = Now.AddSeconds(1),
        Items = items,
    };

    public static WorkedPiece Whole(long transactionNo, params ItemResult[] items) => Piece(transactionNo, items) with { Finished = WorkState.Succeeded };

    public static ItemResult Answered(int ordinal, string referenceId) => new(ordinal, referenceId, null, null);

    public static NewDelivery Callback(string partner = "p", string destination = Destination) => new()
    {
        MessageId = NewId(),
        PartnerId = partner,
        Action = "on-search",
        CorrelationId = NewId(),
        Address = destination + "/on-search",
        Destination = destination,
        Header = Encoding.UTF8.GetBytes("""{"action":"on-search"}"""),
        Message = Encoding.UTF8.GetBytes("""{"search_response":[]}"""),
        CreatedAt = Now,
        DueAt = Now,
        GiveUpAt = Now.AddHours(72),
    };

    public static DeliveryAttempt Attempt(int number, int? status = 503, string? fault = "status") =>
        new(number, Now.AddSeconds(number), status, TimeSpan.FromMilliseconds(12), fault);

    public static async Task<long> Taken(this ITransactionLog log, NewTransaction transaction) =>
        await log.AcceptAsync(transaction, default) is Acceptance.Accepted accepted ? accepted.TransactionNo : throw new InvalidOperationException("It was not taken in.");

    /// <summary>Puts a delivery into the outbox the only way there is: by work that makes it.</summary>
    public static async Task<Delivery> Sent(this RegisterStorage storage, NewDelivery made)
    {
        var number = await storage.Transactions.Taken(Search(made.MessageId));
        return (await storage.Transactions.RecordAsync(Whole(number) with { Delivery = made }, default))!.Delivery!;
    }

    public static Settlement Settled(this Delivery delivery, DeliveryState state, string worker = Worker, DeliveryAttempt? attempt = null) =>
        new(delivery.DeliveryNo, worker, state, Now.AddSeconds(5), attempt, Now.AddMinutes(1), state == DeliveryState.Delivered ? null : "It answered 503.");
}
