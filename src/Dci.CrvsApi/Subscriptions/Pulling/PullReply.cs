using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Requests;
using Dci.CrvsApi.Subscriptions.Telling;

namespace Dci.CrvsApi.Subscriptions.Pulling;

/// <summary>Records what an answer with events discloses, and then sends it. What was to be told encrypted is, whether the question was or not.</summary>
internal sealed class PullReply(DciNotice notice, OutgoingMessage outgoing, IExchangeLog exchanges, TimeProvider clock)
{
    /// <summary>Null when sent; the failure when the message id was used before, or the answer can't be encrypted.</summary>
    public async ValueTask<Failure?> SendAsync(HttpContext context, VerifiedMessage message, string transactionId, PulledEvents pulled)
    {
        var now = clock.GetUtcNow();
        using var envelope = new PooledBuffer();
        if (Write(message, transactionId, pulled, envelope, now) is { } failure)
            return failure;
        var disclosed = ToldEvents.Disclosures(pulled.Subscriber, pulled.Events, now);
        var exchange = new Exchange(message.Partner.Id, Replay.Digest(message.Header.MessageId), now, Replay.ForgetAt(message.Header.MessageTs), [.. disclosed]) { CipherDigest = message.Opened.CipherDigest };
        if (!await exchanges.TryRecordAsync(exchange, context.RequestAborted))
            return Replay.Used(message.Opened.WasEncrypted);
        await context.SendJsonAsync(envelope.WrittenMemory);
        return null;
    }

    private Failure? Write(VerifiedMessage message, string transactionId, PulledEvents pulled, PooledBuffer envelope, DateTimeOffset now)
    {
        var header = message.Header;
        var state = new ReplyState
        {
            Request = new RequestEcho(header.MessageId, header.Action, header.SenderId, header.ReceiverId, transactionId),
            Action = "on-events-pull",
            Status = RequestStatus.Succeeded,
            TotalCount = pulled.Events.Count,
            CompletedCount = pulled.Events.Count,
            Records = pulled.Events.Count(told => told.Person is not null),
        };
        using var content = new PooledBuffer();
        WriteContent(transactionId, pulled, content);
        var encrypt = message.Opened.WasEncrypted || pulled.Subscriber.Definition.Encrypt;
        return outgoing.WriteReply(state, Guid.NewGuid().ToString(), content.WrittenSpan, message.Partner, encrypt, envelope, now) switch
        {
            null => null,
            _ when encrypt && !message.Opened.WasEncrypted => new Failure(StatusCodes.Status400BadRequest, "err.encryption.invalid", "This subscription was asked for encrypted, and no key is registered that the answer could be encrypted to."),
            var reason => throw new InvalidOperationException(reason),
        };
    }

    private void WriteContent(string transactionId, PulledEvents pulled, PooledBuffer content)
    {
        var subscription = pulled.Subscriber.Subscription;
        using var writer = new Utf8JsonWriter(content, WireJson.Options);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, transactionId);
        writer.WriteString("correlation_id"u8, Guid.NewGuid());
        writer.WriteString("subscription_code"u8, subscription.Code);
        writer.WriteString("state"u8, SubscriptionWriter.StateWord(subscription.State));
        writer.WriteNumber("last_sequence"u8, subscription.LastSequence);
        if (pulled.OldestSequence is { } oldest)
            writer.WriteNumber("oldest_sequence"u8, oldest);
        notice.WriteItems(writer, pulled.Subscriber, pulled.Events);
        writer.WriteEndObject();
    }
}
