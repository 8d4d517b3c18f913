namespace Dci.CrvsApi.Storage.Sql;

/// <summary>
/// The ids of messages that were used, and the ciphertexts that were sent. Remembering is one statement that the unique key
/// decides, so two of the same message can't both win.
/// </summary>
internal sealed class MessageMemory(SqlDialect dialect)
{
    /// <summary>A ciphertext is remembered whoever sent it: under the name of nobody.</summary>
    private const string Anybody = "";

    private const string Forget = "DELETE FROM message_seen WHERE partner_id = @partner AND digest = @digest";

    private readonly string _remember = dialect.RememberMessage;

    /// <summary>False, with nothing written, when the partner used the message id before or anybody sent the ciphertext.</summary>
    public bool TryRemember(SqlSession session, in SeenMessage message)
    {
        var encrypted = !message.CipherDigest.IsEmpty;
        if (encrypted && !TryRemember(session, Anybody, message.CipherDigest.Span, message))
            return false;
        if (TryRemember(session, message.PartnerId, message.MessageDigest.Span, message))
            return true;

        if (encrypted)
            Undo(session, message.CipherDigest.Span);
        return false;
    }

    private bool TryRemember(SqlSession session, string partnerId, ReadOnlySpan<byte> digest, in SeenMessage message)
    {
        var remember = session.Prepare(_remember);
        remember.Bind(1, partnerId);
        remember.Bind(2, digest);
        remember.Bind(3, message.ForgetAt);
        remember.Bind(4, message.At);
        return remember.Execute() > 0;
    }

    private static void Undo(SqlSession session, ReadOnlySpan<byte> cipherDigest)
    {
        var forget = session.Prepare(Forget);
        forget.Bind(1, Anybody);
        forget.Bind(2, cipherDigest);
        forget.Execute();
    }
}

/// <summary>What is remembered of a message.</summary>
internal readonly record struct SeenMessage(
    string PartnerId, ReadOnlyMemory<byte> MessageDigest, ReadOnlyMemory<byte> CipherDigest, DateTimeOffset At, DateTimeOffset ForgetAt);
