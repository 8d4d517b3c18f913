using System.Text.Json;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>Takes a message in: durable before it is acknowledged, and worked on at once when this node has room.</summary>
internal sealed class Intake(ITransactionLog log, IContentStore contents, WorkQueue queue, Admission admission, TimeProvider clock)
{
    private const int LongestInline = 256 * 1024;

    public async ValueTask<Outcome<Acknowledgement>> AcceptAsync(VerifiedMessage message, Intention intention, CallbackTarget target, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = message.Opened.WasEncrypted ? message.Content : message.Opened.Text;
        long? contentId = kept.Length > LongestInline ? await StoreAsync(kept, now, cancellationToken) : null;
        var size = queue.SizeOf(contentId is null ? kept.Length : null, intention.Count);
        var transaction = Describe(message, intention, target, now) with
        {
            // Not borrowed: the body may lie in a file that is gone with the request.
            Content = contentId is null ? kept.ToArray() : default,
            ContentId = contentId,
            WorkerId = queue.TryReserve(message.Partner.Id, size),
        };
        var accepted = await StoreAsync(transaction, size);
        // One that is sent again and again must not fill the disk.
        if (contentId is { } unused && accepted is not Acceptance.Accepted)
            await contents.RemoveUnusedAsync(unused, CancellationToken.None);
        return accepted switch
        {
            Acceptance.Accepted taken => Begin(transaction, taken.TransactionNo, size, contentId is null && message.Opened.WasEncrypted ? message.Opened.Text.ToArray() : default),
            Acceptance.Repeated first => new Acknowledgement(first.CorrelationId, first.AcceptedAt),
            Acceptance.Used => Replay.Used(message.Opened.WasEncrypted),
            _ => throw new InvalidOperationException($"No answer to {accepted.GetType().Name}."),
        };
    }

    private async ValueTask<long> StoreAsync(ReadOnlyMemory<byte> kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryContent(kept);
        return await contents.StoreAsync(stream, now, cancellationToken);
    }

    // Not cancelled with the request: what may have been stored must be handed over.
    private async ValueTask<Acceptance> StoreAsync(NewTransaction transaction, WorkSize size)
    {
        var taken = false;
        try
        {
            var acceptance = await log.AcceptAsync(transaction, CancellationToken.None);
            taken = acceptance is Acceptance.Accepted;
            return acceptance;
        }
        finally
        {
            if (!taken && transaction.WorkerId is not null)
                queue.Withdraw(transaction.PartnerId, size);
        }
    }

    private Acknowledgement Begin(NewTransaction transaction, long transactionNo, WorkSize size, ReadOnlyMemory<byte> clear)
    {
        admission.Add(transaction.PartnerId);
        if (transaction.WorkerId is null)
            queue.Wake();
        else
            queue.Hand(new WaitingWork(Work(transaction, transactionNo), size, clear));
        return new Acknowledgement(transaction.CorrelationId, transaction.AcceptedAt);
    }

    private static NewTransaction Describe(VerifiedMessage message, Intention intention, CallbackTarget target, DateTimeOffset now)
    {
        var header = message.Header;
        var echo = new RequestEcho(header.MessageId, header.Action, header.SenderId, header.ReceiverId, intention.TransactionId);
        return new NewTransaction
        {
            PartnerId = message.Partner.Id,
            Kind = intention.Kind,
            TransactionId = intention.TransactionId,
            CorrelationId = Guid.CreateVersion7(now).ToString(),
            MessageDigest = Replay.Digest(header.MessageId),
            BodyDigest = message.BodyDigest,
            CipherDigest = message.Opened.CipherDigest,
            AcceptedAt = now,
            ForgetAt = Replay.ForgetAt(header.MessageTs),
            CallbackAddress = target.Address?.OriginalString,
            Request = JsonSerializer.SerializeToUtf8Bytes(echo, ReplyJson.Default.RequestEcho),
            Form = message.Table is not null ? ContentForm.Csv : message.Opened.WasEncrypted ? ContentForm.Encrypted : ContentForm.Json,
            TotalCount = intention.Count,
            ReferenceIds = intention.ReferenceIds,
        };
    }

    private static TransactionWork Work(NewTransaction made, long transactionNo) => new()
    {
        TransactionNo = transactionNo,
        PartnerId = made.PartnerId,
        Kind = made.Kind,
        TransactionId = made.TransactionId,
        CorrelationId = made.CorrelationId,
        AcceptedAt = made.AcceptedAt,
        CallbackAddress = made.CallbackAddress,
        Request = made.Request,
        Form = made.Form,
        Content = made.Content,
        ContentId = made.ContentId,
        TotalCount = made.TotalCount,
    };
}
