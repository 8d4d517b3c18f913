using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Answers;

/// <summary>Puts a message that was written before under a header, encrypts it when it must be, and signs the whole.</summary>
internal sealed class OutgoingMessage(MessageSigner signer, AnswerEncryption encryption, ReplyMeta meta)
{
    /// <summary>Writes the envelope of a callback; why it can't be written, in words for the operator and with nothing written, or null.</summary>
    public string? Write(ReplyState state, string messageId, ReadOnlySpan<byte> message, Partner partner, bool encrypt, IBufferWriter<byte> output, DateTimeOffset now) =>
        Write(state, new ReplyOccasion(messageId, meta.ServerId, now, meta.Json, Synchronous: false, encrypt), message, partner, output);

    /// <summary>The same for the answer in the response itself.</summary>
    public string? WriteReply(ReplyState state, string messageId, ReadOnlySpan<byte> message, Partner partner, bool encrypt, IBufferWriter<byte> output, DateTimeOffset now) =>
        Write(state, new ReplyOccasion(messageId, meta.ServerId, now, meta.Json, Synchronous: true, encrypt), message, partner, output);

    private string? Write(ReplyState state, ReplyOccasion occasion, ReadOnlySpan<byte> message, Partner partner, IBufferWriter<byte> output)
    {
        var key = occasion.Encrypted ? encryption.KeyFor(partner) : null;
        if (occasion.Encrypted && key is null)
            return $"Partner {partner.Id} has no key that this message could be encrypted to; register a JWK with use=enc for it.";
        if (signer.WhyNot(partner.Profile, occasion.At) is { } reason)
            return reason;

        using var payload = new PooledBuffer((message.Length * (key is null ? 1 : 2)) + 1024);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options))
        {
            writer.WriteStartObject();
            ReplyHeader.Write(writer, state, occasion, partner.Profile);
            writer.WritePropertyName("message"u8);
            if (key is null)
                writer.WriteRawValue(message, skipInputValidation: true);
            else
                JweWriter.Write(writer, message, key);
            writer.WriteEndObject();
        }

        signer.WriteSignedEnvelope(payload.WrittenSpan, partner.Profile, output, occasion.At, callback: !occasion.Synchronous);
        return null;
    }
}
