#pragma warning disable CA1822
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Encryption;

/// <summary>Opens encrypted messages; a header that says one thing and a body that is another is refused.</summary>
internal sealed class MessageCipher
{
    /// <summary>The message in clear.</summary>
    /// <param name="signed">Whether the envelope's signature held.</param>
    public Outcome<OpenedMessage> Open(ReceivedEnvelope envelope, Partner partner, bool signed, DateTimeOffset now)
    {
        var said = envelope.HeaderJson.TryGetProperty("is_msg_encrypted"u8, out var flag) && flag.ValueKind == JsonValueKind.True;
        var looks = envelope.MessageJson.TryGetProperty("ciphertext"u8, out _) && envelope.MessageJson.TryGetProperty("encrypted_key"u8, out _);
        return (said, looks) switch
        {
            (false, false) => new OpenedMessage(envelope.MessageJson, envelope.Message, default),
            (true, true) => Refused("This server does not take encrypted messages yet; send the message in clear over TLS."),
            (true, false) => Refused("header.is_msg_encrypted is true but the message is not encrypted."),
            (false, true) => Refused("The message is encrypted but header.is_msg_encrypted is not true."),
        };
    }

    private static Failure Refused(string detail) => new(StatusCodes.Status400BadRequest, "err.encryption.invalid", detail);
}

/// <summary>A message in clear.</summary>
/// <param name="Json">Parsed; no object in it names a member twice.</param>
/// <param name="Text">The bytes it was parsed from.</param>
/// <param name="CipherDigest">SHA-256 over encrypted_key, iv and tag; empty for a message that came in clear.</param>
internal sealed record OpenedMessage(JsonElement Json, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> CipherDigest)
{
    public bool WasEncrypted => !CipherDigest.IsEmpty;
}
