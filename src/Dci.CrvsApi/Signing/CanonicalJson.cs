using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Signing.Canonical;

namespace Dci.CrvsApi.Signing;

/// <summary>The byte forms of <c>{"header":…,"message":…}</c> that signers hash when they do not send what they signed.</summary>
internal enum EnvelopeForm
{
    /// <summary>Sorted keys, no blanks, ASCII only: what OpenSPP hashes.</summary>
    SortedAscii,

    /// <summary>RFC 8785.</summary>
    Jcs,

    /// <summary>The received bytes of both members.</summary>
    AsReceived,
}

/// <summary>Writes an envelope in its canonical forms from the JSON that was received, numbers and all.</summary>
internal static class CanonicalJson
{
    /// <summary>The envelope in each form in turn; forms it cannot have, and forms that say the same bytes again, are left out.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Candidates(ReceivedEnvelope envelope, IReadOnlyList<EnvelopeForm> forms)
    {
        var seen = new List<ReadOnlyMemory<byte>>(forms.Count);
        foreach (var form in forms)
        {
            var output = new ArrayBufferWriter<byte>(envelope.Header.Length + envelope.Message.Length + 32);
            if (TryWrite(form, envelope, output) && !seen.Exists(earlier => earlier.Span.SequenceEqual(output.WrittenSpan)))
            {
                seen.Add(output.WrittenMemory);
                yield return output.WrittenMemory;
            }
        }
    }

    /// <summary>False when the envelope has no such form (RFC 8785: a lone surrogate, a number beyond a double).</summary>
    public static bool TryWrite(EnvelopeForm form, ReceivedEnvelope envelope, IBufferWriter<byte> output)
    {
        switch (form)
        {
            case EnvelopeForm.AsReceived:
                RawEnvelope.Write(envelope, output);
                return true;
            case EnvelopeForm.SortedAscii:
                return TryWrite(SortedJson.Ascii, envelope.HeaderJson, envelope.MessageJson, output);
            case EnvelopeForm.Jcs:
                return TryWrite(SortedJson.Jcs, envelope.HeaderJson, envelope.MessageJson, output);
            default:
                throw new ArgumentOutOfRangeException(nameof(form));
        }
    }

    /// <summary>The same for a header and message of our own.</summary>
    public static bool TryWrite(SortedJson form, JsonElement header, JsonElement message, IBufferWriter<byte> output)
    {
        output.Write("{\"header\":"u8);
        if (!form.TryWrite(header, output))
            return false;

        output.Write(",\"message\":"u8);
        var written = form.TryWrite(message, output);
        output.Write("}"u8);
        return written;
    }
}
