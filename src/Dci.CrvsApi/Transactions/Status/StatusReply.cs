using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Exchanges;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Records that a question was answered, so that its message works once, and then sends the answer.</summary>
internal sealed class StatusReply(IExchangeLog exchanges, OutgoingMessage outgoing, TimeProvider clock)
{
    /// <summary>Null when sent; the failure when the message id was used before.</summary>
    public async ValueTask<Failure?> SendAsync(HttpContext context, VerifiedMessage message, StatusAnswer answer)
    {
        var now = clock.GetUtcNow();
        using var envelope = new PooledBuffer();
        Write(message, answer, envelope, now);
        var exchange = new Exchange(message.Partner.Id, Replay.Digest(message.Header.MessageId), now, Replay.ForgetAt(message.Header.MessageTs), []) { CipherDigest = message.Opened.CipherDigest };
        if (!await exchanges.TryRecordAsync(exchange, context.RequestAborted))
            return Replay.Used(message.Opened.WasEncrypted);
        await context.SendJsonAsync(envelope.WrittenMemory);
        return null;
    }

    private void Write(VerifiedMessage message, StatusAnswer answer, PooledBuffer envelope, DateTimeOffset now)
    {
        var header = message.Header;
        var state = StatusWriter.State(answer, new RequestEcho(header.MessageId, header.Action, header.SenderId, header.ReceiverId, answer.TransactionId));
        using var content = new PooledBuffer();
        StatusWriter.Write(answer, message.Partner.Profile, now, content);
        if (outgoing.WriteReply(state, Guid.NewGuid().ToString(), content.WrittenSpan, message.Partner, message.Opened.WasEncrypted, envelope, now) is { } reason)
            throw new InvalidOperationException(reason);
    }
}
