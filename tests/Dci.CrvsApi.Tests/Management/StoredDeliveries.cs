using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Registry.Workers;
using Dci.CrvsApi.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>Puts deliveries into a store as the work on a message does, one hour from being due, and gives them up like a worker.</summary>
internal sealed class StoredDeliveries(ITransactionLog log, IDeliveryStore store, IWorkerRoster roster)
{
    public const string Destination = "https://spp.example.org";
    public const string Path = "/callback/Quillwhisper";
    public const string Content = """{"search_response":[{"surname":"Quillwhisper"}]}""";

    private const string Worker = "worker-of-the-test";

    public static DateTimeOffset MadeAt { get; } = new(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    public static StoredDeliveries Of(IServiceProvider services) => new(
        services.GetRequiredService<ITransactionLog>(), services.GetRequiredService<IDeliveryStore>(), services.GetRequiredService<IWorkerRoster>());

    public static StoredDeliveries Of(RegisterStorage storage) => new(storage.Transactions, storage.Deliveries, storage.Workers);

    public Task<DeliveryHistory?> FindAsync(string messageId) => store.FindAsync(messageId, default);

    /// <summary>Not due for an hour and nobody's.</summary>
    public async Task<string> WaitAsync(string partnerId) => (await MakeAsync(partnerId, worker: null)).MessageId;

    /// <summary>Sent once, answered 410 and given up.</summary>
    public async Task<string> DieAsync(string partnerId)
    {
        var delivery = await MakeAsync(partnerId, Worker);
        await SettleAsync(delivery, DeliveryState.Dead, new DeliveryAttempt(1, MadeAt, 410, TimeSpan.FromMilliseconds(48), "gone"), "The receiver answered 410.");
        return delivery.MessageId;
    }

    /// <summary>Delivered at the first attempt.</summary>
    public async Task<string> ArriveAsync(string partnerId)
    {
        var delivery = await MakeAsync(partnerId, Worker);
        await SettleAsync(delivery, DeliveryState.Delivered, new DeliveryAttempt(1, MadeAt, 200, TimeSpan.FromMilliseconds(5), null), null);
        return delivery.MessageId;
    }

    private async Task<Delivery> MakeAsync(string partnerId, string? worker)
    {
        await roster.SignInAsync(Worker, TimeProvider.System.GetUtcNow().AddMinutes(5), default);
        var correlationId = Guid.CreateVersion7().ToString();
        var accepted = (Acceptance.Accepted)await log.AcceptAsync(
            new NewTransaction
            {
                PartnerId = partnerId,
                Kind = TransactionKind.Search,
                TransactionId = correlationId,
                CorrelationId = correlationId,
                MessageDigest = RandomNumberGenerator.GetBytes(32),
                BodyDigest = RandomNumberGenerator.GetBytes(32),
                AcceptedAt = MadeAt,
                ForgetAt = MadeAt.AddMinutes(20),
                Request = "{}"u8.ToArray(),
                Form = ContentForm.Json,
                Content = "{}"u8.ToArray(),
                TotalCount = 1,
                ReferenceIds = ["1"],
                WorkerId = Worker,
            },
            default);
        var made = await log.RecordAsync(
            new WorkedPiece
            {
                TransactionNo = accepted.TransactionNo,
                WorkerId = Worker,
                At = MadeAt,
                Delivery = New(partnerId, correlationId, worker),
                Finished = WorkState.Succeeded,
            },
            default);
        return made?.Delivery ?? throw new InvalidOperationException("The transaction is somebody else's.");
    }

    private static NewDelivery New(string partnerId, string correlationId, string? worker) => new()
    {
        MessageId = Guid.CreateVersion7().ToString(),
        PartnerId = partnerId,
        Action = "on-search",
        CorrelationId = correlationId,
        Address = Destination + Path,
        Destination = Destination,
        Header = "{}"u8.ToArray(),
        Message = System.Text.Encoding.UTF8.GetBytes(Content),
        CreatedAt = MadeAt,
        DueAt = MadeAt.AddHours(1),
        GiveUpAt = MadeAt.AddHours(2),
        WorkerId = worker,
    };

    private async Task SettleAsync(Delivery delivery, DeliveryState state, DeliveryAttempt attempt, string? reason) => Assert.That(
        await store.SettleAsync(new Settlement(delivery.DeliveryNo, Worker, state, MadeAt, attempt, MadeAt, reason), default), Is.True);
}
