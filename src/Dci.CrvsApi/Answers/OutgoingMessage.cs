using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Answers;

/// <summary>Puts a message that was written before under a header, encrypts it when it must be, and signs the whole.</summary>
internal sealed class OutgoingMessage(MessageSigner signer, ReplyMeta meta)
{
    /// <summary>Writes the envelope; why it can't be written, in words for the operator and with nothing written, or null.</summary>
    public string? Write(ReplyState state, string messageId, ReadOnlySpan<byte> message, Partner partner, bool encrypt, IBufferWriter<byte> output, DateTimeOffset now)
    {
        if (encrypt)
            return "Encrypted messages are not sent yet.";
        using var payload = new PooledBuffer(message.Length + 1024);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options))
        {
            writer.WriteStartObject();
            ReplyHeader.Write(writer, state, new ReplyOccasion(messageId, meta.ServerId, now, meta.Json, Synchronous: false, Encrypted: false), partner.Profile);
            writer.WritePropertyName("message"u8);
            writer.WriteRawValue(message, skipInputValidation: true);
            writer.WriteEndObject();
        }

        signer.WriteSignedEnvelope(payload.WrittenSpan, partner.Profile, output, now);
        return null;
    }
}
