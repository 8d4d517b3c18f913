using System.Security.Cryptography;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Registry.Workers;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>The machine as the server runs it, over the real store.</summary>
public sealed class DeliveriesOfTheServerTests
{
    private CrvsServer _server = null!;

    [SetUp]
    public void Start() => _server = new CrvsServer("Development", ("Deliveries:FirstDelay", "00:00:00.05"), ("Deliveries:MaxAttempts", "3"));

    [TearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Delivers_what_the_work_on_a_transaction_made_necessary()
    {
        await using var receiver = Receiver.Answering(503, 200);

        var id = await WorkAsync(receiver.Address);

        Assert.That((await receiver.NextAsync()).MessageId, Is.EqualTo(id));
        Assert.That((await receiver.NextAsync()).MessageId, Is.EqualTo(id));
        var history = await SettledAsync(id);
        Assert.That(history.Delivery.State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(history.Attempts.Select(attempt => (attempt.Number, attempt.Status)), Is.EqualTo([(1, (int?)503), (2, 200)]));
    }

    [Test]
    public async Task Sends_a_dead_letter_again_under_its_old_id_and_with_new_tries()
    {
        await using var receiver = Receiver.Answering(500, 500, 500, 500, 200);
        var id = await WorkAsync(receiver.Address);
        Assert.That((await SettledAsync(id)).Delivery.State, Is.EqualTo(DeliveryState.Dead));

        var now = TimeProvider.System.GetUtcNow();
        await Get<IDeliveryStore>().ReplayAsync(new DeadLetters(id, null), now, now.AddHours(1), CancellationToken.None);

        for (var i = 0; i < 5; i++)
            Assert.That((await receiver.NextAsync()).MessageId, Is.EqualTo(id));
        var history = await SettledAsync(id);
        Assert.That(history.Delivery.State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(history.Attempts.Select(attempt => attempt.Number), Is.EqualTo([1, 2, 3, 4, 5]));
    }

    [Test]
    public async Task Makes_dead_letters_of_what_is_too_old_and_forgets_what_was_kept_long_enough()
    {
        var waiting = new Uri("http://127.0.0.1:9/");
        var id = await WorkAsync(waiting, made => made with { WorkerId = null, DueAt = made.DueAt.AddHours(2) });
        var later = new ManualClock(TimeProvider.System.GetUtcNow().AddDays(4));
        using var retention = new Retention(
            Get<IDeliveryStore>(), Get<ITransactionLog>(), Get<IContentStore>(), Get<IOptions<RetentionOptions>>(), later, NullLogger<Retention>.Instance);

        await retention.SweepAsync(CancellationToken.None);
        var dead = await Get<IDeliveryStore>().FindAsync(id, CancellationToken.None);
        later.Advance(TimeSpan.FromDays(31));
        await retention.SweepAsync(CancellationToken.None);

        Assert.That(dead!.Delivery.State, Is.EqualTo(DeliveryState.Dead));
        Assert.That(await Get<IDeliveryStore>().FindAsync(id, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Takes_over_what_a_worker_left_that_is_gone()
    {
        await using var receiver = Receiver.Answering(200);
        var roster = Get<IWorkerRoster>();
        await roster.SignInAsync("gone", TimeProvider.System.GetUtcNow().AddMilliseconds(1), CancellationToken.None);

        var id = await WorkAsync(receiver.Address, made => made with { WorkerId = "gone" });

        Assert.That((await receiver.NextAsync()).MessageId, Is.EqualTo(id));
    }

    private async Task<string> WorkAsync(Uri address, Func<NewDelivery, NewDelivery>? with = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var partner = (await Get<PartnerDirectory>().FindAsync("demo", CancellationToken.None))!.Partner;
        var log = Get<ITransactionLog>();
        var accepted = (Acceptance.Accepted)await log.AcceptAsync(Transaction(now), CancellationToken.None);
        var outbox = Get<Outbox>();
        var drafted = outbox.Draft(partner, address, DeliveryHouse.State, "c-1", """{"transaction_id":"t-1"}"""u8.ToArray(), encrypt: false, now);
        var draft = with is null ? drafted : with(drafted);
        var recorded = await log.RecordAsync(
            new WorkedPiece { TransactionNo = accepted.TransactionNo, WorkerId = "test", At = now, Delivery = draft, TotalCount = 1, Finished = WorkState.Succeeded },
            CancellationToken.None);
        if (with is null)
            outbox.Send(recorded!.Delivery!);
        else
            outbox.Discard(drafted);
        return draft.MessageId;
    }

    private static NewTransaction Transaction(DateTimeOffset now) => new()
    {
        PartnerId = "demo",
        Kind = TransactionKind.Search,
        TransactionId = "t-1",
        CorrelationId = Guid.CreateVersion7(now).ToString(),
        MessageDigest = RandomNumberGenerator.GetBytes(32),
        BodyDigest = RandomNumberGenerator.GetBytes(32),
        AcceptedAt = now,
        ForgetAt = now.AddMinutes(20),
        Request = "{}"u8.ToArray(),
        Form = ContentForm.Json,
        Content = "{}"u8.ToArray(),
        TotalCount = 1,
        WorkerId = "test",
    };

    private async Task<DeliveryHistory> SettledAsync(string messageId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await Get<IDeliveryStore>().FindAsync(messageId, limit.Token) is { Delivery.State: not DeliveryState.Waiting } history)
                return history;
            await Task.Delay(10, limit.Token);
        }
    }

    private T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
