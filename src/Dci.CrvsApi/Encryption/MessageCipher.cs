using System.Text.Json;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Encryption;

/// <summary>
/// Opens encrypted messages; a header that says one thing and a body that is another is refused.
/// What anybody can see to be wrong is told; of what only the key can tell, nothing but that it did not open.
/// </summary>
internal sealed partial class MessageCipher(ServerKeys keys, AnswerEncryption answers, IOptions<EncryptionOptions> options, ILogger<MessageCipher> logger)
{
    /// <summary>The message in clear.</summary>
    /// <param name="signed">Whether the envelope's signature held; an encrypted message must be signed, since anybody can encrypt to us.</param>
    public Outcome<OpenedMessage> Open(ReceivedEnvelope envelope, Partner partner, Operation operation, bool signed, DateTimeOffset now)
    {
        var said = envelope.HeaderJson.TryGetProperty("is_msg_encrypted"u8, out var flag) && flag.ValueKind == JsonValueKind.True;
        return (said, FlattenedJwe.Is(envelope.MessageJson)) switch
        {
            (false, false) => new OpenedMessage(envelope.MessageJson, envelope.Message, default),
            (true, false) => Refused("header.is_msg_encrypted is true but the message is not encrypted."),
            (false, true) => Refused("The message is encrypted but header.is_msg_encrypted is not true."),
            (true, true) when !signed => new Failure(StatusCodes.Status401Unauthorized, "err.signature.missing", "An encrypted message must be signed; sign the envelope as it is sent, after encrypting."),
            (true, true) when operation.IsAnswered && answers.KeyFor(partner) is null => Refused(NoKey),
            (true, true) => Open(envelope.MessageJson, now),
        };
    }

    /// <summary>Opens a message that was received before and stored encrypted; the caller disposes it.</summary>
    /// <param name="storedMessage">The JSON of <c>message</c> as received.</param>
    public Outcome<OpenedMessage> Reopen(ReadOnlyMemory<byte> storedMessage, string partnerId, DateTimeOffset now)
    {
        if (!StrictJson.TryParse(storedMessage, out var document, out var reason))
            return Refused($"The stored message {reason}");
        using (document)
        {
            var opened = Open(document.RootElement, now);
            if (opened.Failed)
                Log.NotReopened(logger, partnerId, opened.Failure.Detail);
            return opened;
        }
    }

    private const string NoKey =
        "The answer to an encrypted message is encrypted too, and this partner has registered no key for that which this server can use; register a JWK with use=enc.";

    private Outcome<OpenedMessage> Open(JsonElement message, DateTimeOffset now)
    {
        if (FlattenedJwe.Read(message, out var fault) is not { } jwe)
            return Refused($"The message can't be decrypted: {fault}.");
        if (!options.Value.Accepts(jwe.Header.Algorithm) || !options.Value.Accepts(jwe.Header.Content))
            return Refused($"The message can't be decrypted: {jwe.Header.Algorithm.ToJwa()} with {jwe.Header.Content.ToJwa()} is not accepted here; use RSA-OAEP-256 with A256GCM.");
        if (keys.Ring.Decrypter(jwe.Header.KeyId, now) is not { } key || !JweOpener.Serves(key, jwe.Header.Algorithm))
            return Refused("The message can't be decrypted: kid names no key for this alg in this server's key set; fetch /.well-known/jwks.json again.");
        if (JweOpener.Open(jwe, key) is not { } plain)
            return Refused("The message can't be decrypted with the key that it names, or was changed on the way.");
        if (!StrictJson.TryParse(plain, out var document, out var reason))
            return Refused($"The decrypted message {reason}");
        if (document.RootElement.ValueKind is JsonValueKind.Object)
            return new OpenedMessage(document.RootElement, plain, jwe.Digest()) { Document = document };
        document.Dispose();
        return Refused("The decrypted message is not a JSON object.");
    }

    private static Failure Refused(string detail) => new(StatusCodes.Status400BadRequest, "err.encryption.invalid", detail);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of partner {PartnerId} that was stored encrypted can no longer be opened: {Reason}")]
        public static partial void NotReopened(ILogger logger, string partnerId, string reason);
    }
}
