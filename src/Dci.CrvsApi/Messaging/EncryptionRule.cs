using System.Text.Json;

namespace Dci.CrvsApi.Messaging;

/// <summary>Encrypted messages are not taken yet; a header that says one thing and a body that is another never is.</summary>
internal static class EncryptionRule
{
    public static Failure? Check(ReceivedEnvelope envelope)
    {
        var said = envelope.HeaderJson.TryGetProperty("is_msg_encrypted"u8, out var flag) && flag.ValueKind == JsonValueKind.True;
        var looks = envelope.MessageJson.TryGetProperty("ciphertext"u8, out _) && envelope.MessageJson.TryGetProperty("encrypted_key"u8, out _);
        return (said, looks) switch
        {
            (false, false) => null,
            (true, true) => Refused("This server does not take encrypted messages yet; send the message in clear over TLS."),
            (true, false) => Refused("header.is_msg_encrypted is true but the message is not encrypted."),
            (false, true) => Refused("The message is encrypted but header.is_msg_encrypted is not true."),
        };
    }

    private static Failure Refused(string detail) => new(StatusCodes.Status400BadRequest, "err.encryption.invalid", detail);
}
