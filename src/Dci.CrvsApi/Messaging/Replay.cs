using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Messaging;

/// <summary>What is remembered of a message so that it works once.</summary>
internal static class Replay
{
    /// <summary>SHA-256 of the message id.</summary>
    public static byte[] Digest(string messageId) => SHA256.HashData(Encoding.UTF8.GetBytes(messageId));

    /// <summary>From when the id may be used again: after no message of that time could pass the clock, and some more.</summary>
    public static DateTimeOffset ForgetAt(DateTimeOffset messageTs) => messageTs + ClockRule.Window + ClockRule.Memory;

    /// <summary>The refusal of an id, or of a ciphertext, that was used before.</summary>
    public static Failure Used(bool encrypted) => Failures.Bad(encrypted
        ? "header.message_id or what is encrypted was used before; give each message a new id and encrypt it anew."
        : "header.message_id was used before; give each message a new one.") with
    {
        HeaderReason = "rjct.message_id.duplicate",
    };
}
