using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Topics;

/// <summary>Subscriptions to every record of a topic: whether they may be had, how they are stored, and how they end.</summary>
internal sealed class TopicSubscriptions(ISubscriptionStore store, IChangeFeed changes, SubscriptionGate gate, TimeProvider clock)
{
    private static readonly RequestEcho NoMessage = new("", "", "", null, "");

    /// <summary>Why the partner may not subscribe to the topic, in words for it; null when it may.</summary>
    public string? WhyNot(Partner partner, Topic topic) =>
        gate.Consider(partner, Define(topic), topic.Kinds) is SubscriptionPassage.Closed closed ? closed.Rejection.Detail : null;

    /// <summary>Stores a subscription, or puts it in the place of the same one; null with the reason when the partner may not have it.</summary>
    public async Task<(Subscription? Stored, string? WhyNot)> SaveAsync(Partner partner, TopicWish wish, CancellationToken cancellationToken)
    {
        var definition = Define(wish.Topic);
        if (gate.Consider(partner, definition, wish.Topic.Kinds) is not SubscriptionPassage.Open open)
            return (null, WhyNot(partner, wish.Topic));
        var now = clock.GetUtcNow();
        var stored = await store.SaveAsync(
            new NewSubscription
            {
                Code = Guid.CreateVersion7(now).ToString(),
                PartnerId = partner.Id,
                Binding = wish.Binding,
                CorrelationId = Guid.CreateVersion7(now).ToString(),
                Address = wish.Callback,
                Topic = wish.Given,
                Digest = Digest(partner.Id, wish.Given, wish.Callback),
                Definition = JsonSerializer.SerializeToUtf8Bytes(definition, DefinitionJson.Default.SubscriptionDefinition),
                Kinds = wish.Topic.Kinds,
                Keys = open.Keys,
                Scanned = open.Scanned,
                Secret = wish.Secret,
                CreatedAt = now,
                StartsAt = now,
                EndsAt = wish.EndsAt,
                AfterChange = await changes.ReadLastAsync(cancellationToken),
            },
            cancellationToken);
        return (stored, null);
    }

    public Task<Subscription?> FindAsync(string partnerId, SubscriptionBinding binding, string given, string callback, CancellationToken cancellationToken) =>
        store.FindSameAsync(partnerId, binding, Digest(partnerId, given, callback), cancellationToken);

    public Task<bool> EndAsync(Subscription subscription, string reason, CancellationToken cancellationToken) =>
        store.ChangeAsync(subscription.SubscriptionNo, SubscriptionState.Ended, reason, clock.GetUtcNow(), cancellationToken);

    /// <summary>SHA-256 of what makes two subscriptions to topics the same.</summary>
    public static byte[] Digest(string partnerId, string given, string callback) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', partnerId, given, callback)));

    private static SubscriptionDefinition Define(Topic topic) => new() { Request = NoMessage, Events = [topic.Event] };
}

/// <summary>A subscription to a topic as it is to be stored.</summary>
/// <param name="Given">The topic as its subscriber named it.</param>
/// <param name="Callback">Verbatim.</param>
/// <param name="Secret">Sealed; empty for none.</param>
/// <param name="EndsAt">Null for never.</param>
internal sealed record TopicWish(SubscriptionBinding Binding, Topic Topic, string Given, string Callback, ReadOnlyMemory<byte> Secret, DateTimeOffset? EndsAt);
