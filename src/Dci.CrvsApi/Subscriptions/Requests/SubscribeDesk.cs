using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Decides what becomes of acknowledged requests to be told: a subscription, the one that is there already, or a rejection.</summary>
internal sealed class SubscribeDesk(WishReader wishes, ISubscriptionStore subscriptions, IChangeFeed feed, IOptions<SubscriptionOptions> options, TimeProvider clock)
{
    /// <summary>One outcome for each item, in their order. Nothing is stored by it.</summary>
    public async Task<IReadOnlyList<SubscribeOutcome>> DecideAsync(TransactionWork work, Partner partner, IReadOnlyList<SubscribeItem> items, CancellationToken cancellationToken)
    {
        var round = new Round(work, partner)
        {
            Count = await subscriptions.CountAsync(partner.Id, cancellationToken),
            AfterChange = await feed.ReadLastAsync(cancellationToken),
            Now = clock.GetUtcNow(),
        };
        var outcomes = new List<SubscribeOutcome>(items.Count);
        foreach (var item in items)
            outcomes.Add(await DecideAsync(round, item, cancellationToken));
        return outcomes;
    }

    private async Task<SubscribeOutcome> DecideAsync(Round round, SubscribeItem item, CancellationToken cancellationToken)
    {
        switch (wishes.Read(round.Partner, item, round.Request, round.Work.Form == ContentForm.Encrypted, round.Now))
        {
            case WishReading.Understood wish:
                var digest = WishDigest.Of(wish, item.Wish!, round.Work.CallbackAddress);
                return await StandingAsync(round, item, wish, digest, cancellationToken) ?? Make(round, item, wish, digest);
            case WishReading.Refused refused:
                return SubscribeOutcome.Rejected(item.ReferenceId, refused.Rejection);
            case var other:
                throw new InvalidOperationException($"No answer to {other.GetType().Name}.");
        }
    }

    // Who asks again for what was suspended is there again.
    private async Task<SubscribeOutcome?> StandingAsync(Round round, SubscribeItem item, WishReading.Understood wish, byte[] digest, CancellationToken cancellationToken)
    {
        if (round.Made.TryGetValue(Convert.ToHexString(digest), out var twin))
            return Already(item, twin);
        if (await subscriptions.FindSameAsync(round.Partner.Id, SubscriptionBinding.Dci, digest, cancellationToken) is not { } same)
            return null;
        if (same.State != SubscriptionState.Suspended)
            return Already(item, SubscriptionFace.Of(same, wish.Definition));
        await subscriptions.ChangeAsync(same.SubscriptionNo, SubscriptionState.Active, "Asked for again.", round.Now, cancellationToken);
        var resumed = await subscriptions.ReadAsync(same.SubscriptionNo, cancellationToken) ?? same;
        return new SubscribeOutcome(item.ReferenceId, null, null, SubscriptionFace.Of(resumed, wish.Definition));
    }

    private SubscribeOutcome Make(Round round, SubscribeItem item, WishReading.Understood wish, byte[] digest)
    {
        if (WhyNoMore(round, wish) is { } reason)
            return SubscribeOutcome.Rejected(item.ReferenceId, new Rejection(QuestionReader.FilterCode, reason));
        var made = Describe(round, item, wish, digest);
        var face = SubscriptionFace.Of(made, wish.Definition);
        round.Count = new SubscriptionCount(round.Count.All + 1, round.Count.Scanned + (made.Scanned ? 1 : 0));
        round.Made.Add(Convert.ToHexString(digest), face);
        return new SubscribeOutcome(item.ReferenceId, null, made, face);
    }

    private string? WhyNoMore(Round round, WishReading.Understood wish)
    {
        var most = round.Partner.Limits.Subscriptions ?? options.Value.MaxPerPartner;
        if (round.Count.All >= most)
            return $"You have {most} subscriptions, and may have no more; end some of them.";
        return wish.Passage.Scanned && round.Count.Scanned >= options.Value.MaxScanned
            ? $"You have {options.Value.MaxScanned} subscriptions whose filters name no number and no place, and may have no more of those; name one in the filter."
            : null;
    }

    private static NewSubscription Describe(Round round, SubscribeItem item, WishReading.Understood wish, byte[] digest) => new()
    {
        Code = Guid.CreateVersion7(round.Now).ToString(),
        PartnerId = round.Partner.Id,
        Binding = SubscriptionBinding.Dci,
        CorrelationId = round.Work.CorrelationId,
        TransactionId = round.Work.TransactionId,
        ReferenceId = item.ReferenceId,
        Address = round.Work.CallbackAddress,
        Digest = digest,
        Definition = JsonSerializer.SerializeToUtf8Bytes(wish.Definition, DefinitionJson.Default.SubscriptionDefinition),
        Kinds = wish.Kinds,
        Keys = wish.Passage.Keys,
        Scanned = wish.Passage.Scanned,
        Ordered = true,
        CreatedAt = round.Now,
        StartsAt = wish.Timetable.StartsAt,
        EndsAt = wish.Timetable.EndsAt,
        CollectAt = wish.Timetable.CollectAt,
        AfterChange = round.AfterChange,
    };

    private static SubscribeOutcome Already(SubscribeItem item, SubscriptionFace face) => new(
        item.ReferenceId,
        new Rejection("rjct.event.already_subscribed", $"You are subscribed to this already, under the code {face.Code}."),
        null,
        face);

    /// <summary>The items of one message, decided one after another.</summary>
    private sealed class Round(TransactionWork work, Partner partner)
    {
        public TransactionWork Work => work;

        public Partner Partner => partner;

        public RequestEcho Request { get; } = JsonSerializer.Deserialize(work.Request.Span, ReplyJson.Default.RequestEcho)!;

        public required SubscriptionCount Count { get; set; }

        public required long AfterChange { get; init; }

        public required DateTimeOffset Now { get; init; }

        public Dictionary<string, SubscriptionFace> Made { get; } = new(StringComparer.Ordinal);
    }
}
