using System.Buffers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Answers;

/// <summary>Writes the whole of a synchronous search answer: encrypted when the question was, and signed over the bytes that are sent.</summary>
internal sealed class AnswerEnvelope(SearchAnswerWriter writer, MessageSigner signer, OutgoingMessage outgoing)
{
    public void Write(SearchAnswer answer, Partner partner, bool encrypt, IBufferWriter<byte> output)
    {
        using var written = new PooledBuffer();
        if (!encrypt)
        {
            writer.Write(answer, partner, written);
            signer.WriteSignedEnvelope(written.WrittenSpan, partner.Profile, output, answer.At);
            return;
        }

        writer.WriteMessage(answer, partner, written);
        if (outgoing.WriteReply(answer.State, answer.MessageId, written.WrittenSpan, partner, encrypt, output, answer.At) is { } reason)
            throw new InvalidOperationException($"An encrypted question was let in that can't be answered: {reason}");
    }
}
