using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Exchanges;

namespace Dci.CrvsApi.Search;

/// <summary>Records what an answer discloses, and then sends it: the bytes that are signed are the bytes sent.</summary>
internal sealed class SearchReply(IExchangeLog exchanges, AnswerEnvelope answers, ReplyMeta meta, TimeProvider clock)
{
    /// <summary>Null when sent; the failure when the message id was used before.</summary>
    public async ValueTask<Failure?> SendAsync(HttpContext context, VerifiedMessage message, string transactionId, IReadOnlyList<ItemOutcome> outcomes)
    {
        var now = clock.GetUtcNow();
        using var envelope = new PooledBuffer();
        answers.Write(Answer(message, transactionId, outcomes, now), message.Partner, message.Opened.WasEncrypted, envelope);
        if (!await exchanges.TryRecordAsync(Exchange(message, outcomes, now), context.RequestAborted))
            return Replay.Used(message.Opened.WasEncrypted);
        await context.SendJsonAsync(envelope.WrittenMemory);
        return null;
    }

    private SearchAnswer Answer(VerifiedMessage message, string transactionId, IReadOnlyList<ItemOutcome> outcomes, DateTimeOffset now) => new()
    {
        Request = new RequestEcho(message.Header.MessageId, message.Header.Action, message.Header.SenderId, message.Header.ReceiverId, transactionId),
        MessageId = Guid.NewGuid().ToString(),
        ServerId = meta.ServerId,
        CorrelationId = Guid.NewGuid().ToString(),
        At = now,
        Meta = meta.Json,
        Items = [.. outcomes.Select(outcome => outcome.Item)],
    };

    private static Exchange Exchange(VerifiedMessage message, IReadOnlyList<ItemOutcome> outcomes, DateTimeOffset now) => new(
        message.Partner.Id,
        Replay.Digest(message.Header.MessageId),
        now,
        Replay.ForgetAt(message.Header.MessageTs),
        [.. outcomes.Select(outcome => outcome.Disclosure).OfType<Disclosure>()])
    {
        CipherDigest = message.Opened.CipherDigest,
    };
}
