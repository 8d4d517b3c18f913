using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Dispatching;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Subscriptions.Dispatching;

internal sealed class NoticeDraftsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void Tell_apart_what_can_not_be_told_together()
    {
        using var queue = new DeliveryQueue(Options.Create(new DeliveryOptions()), TimeProvider.System);
        var outbox = new Outbox(queue, new WorkerIdentity(), Options.Create(new DeliveryOptions()), Options.Create(new SubscriptionOptions()));
        var drafts = new NoticeDrafts([new Form()], outbox, NullLogger<NoticeDrafts>.Instance);

        var made = drafts.Together(Subscriber(), [.. Enumerable.Range(1, 8).Select(Told)], 1_000_000, leave: false, Now);

        Assert.That(made.Select(draft => (draft.FirstSequence, draft.LastSequence)), Is.EqualTo(new[] { (1L, 2L), (3L, 3L), (4L, 4L), (5L, 8L) }));
        Assert.That(made[1].Message.Span[0], Is.EqualTo(0), "The third is told without its record.");
    }

    private static ToldEvent Told(int sequence) => new(
        new SubscriptionEvent
        {
            Sequence = sequence,
            EventId = Guid.NewGuid(),
            ChangeNo = sequence,
            Kind = ChangeKind.Registered,
            RecordId = $"r-{sequence}",
            Event = VitalEvent.Death,
            Version = 1,
            At = Now,
        },
        new VitalRecord { RecordId = $"r-{sequence}", Event = VitalEvent.Death, Status = RegistrationStatus.Registered, LastUpdated = Now, People = [] },
        default(ReadOnlyMemory<byte>),
        null);

    private static Subscriber Subscriber() => new(
        new Subscription
        {
            SubscriptionNo = 1,
            Revision = 1,
            Code = "code",
            PartnerId = "spp",
            Binding = SubscriptionBinding.Dci,
            CorrelationId = "c",
            TransactionId = "t",
            ReferenceId = "r",
            Address = "http://127.0.0.1:9/notify",
            Kinds = ChangeKinds.Registration,
            Scanned = false,
            Ordered = true,
            CreatedAt = Now,
            StartsAt = Now,
            State = SubscriptionState.Active,
            ChangedAt = Now,
        },
        new SubscriptionDefinition { Request = new RequestEcho("m", "subscribe", "spp", "crvs", "t") },
        null!);

    /// <summary>Fails at one record, whoever else is told beside it.</summary>
    private sealed class Form : INoticeForm
    {
        public SubscriptionBinding Binding => SubscriptionBinding.Dci;

        public NoticeDraft Write(Subscriber subscriber, IReadOnlyList<ToldEvent> events, DateTimeOffset now)
        {
            if (events.Any(told => told.Record?.RecordId == "r-3"))
                throw new InvalidOperationException("This record can't be written.");
            return new NoticeDraft("notify", DeliveryForm.Envelope, default, new byte[] { (byte)events.Count(told => told.Record is not null) }, false);
        }
    }
}
