using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Search;

/// <summary>Records what an answer discloses, and then sends it: the bytes that are signed are the bytes sent.</summary>
internal sealed class SearchReply(IExchangeLog exchanges, SearchAnswerWriter writer, MessageSigner signer, ReplyMeta meta, TimeProvider clock)
{
    /// <summary>Null when sent; the failure when the message id was used before.</summary>
    public async ValueTask<Failure?> SendAsync(HttpContext context, VerifiedMessage message, string transactionId, IReadOnlyList<ItemOutcome> outcomes)
    {
        var now = clock.GetUtcNow();
        using var payload = new PooledBuffer();
        using var envelope = new PooledBuffer();
        writer.Write(Answer(message, transactionId, outcomes, now), message.Partner, payload);
        signer.WriteSignedEnvelope(payload.WrittenSpan, message.Partner.Profile, envelope, now);
        if (!await exchanges.TryRecordAsync(Exchange(message, outcomes, now), context.RequestAborted))
            return Replay.Used();

        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = envelope.WrittenMemory.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(envelope.WrittenMemory, context.RequestAborted);
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
