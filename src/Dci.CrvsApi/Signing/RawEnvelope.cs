using System.Buffers;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Signing;

/// <summary>The envelope without its signature, put together from the bytes that were received.</summary>
internal static class RawEnvelope
{
    private static ReadOnlySpan<byte> Opening => "{\"header\":"u8;

    private static ReadOnlySpan<byte> Joint => ",\"message\":"u8;

    private static ReadOnlySpan<byte> Closing => "}"u8;

    public static void Write(ReceivedEnvelope envelope, IBufferWriter<byte> output)
    {
        output.Write(Opening);
        output.Write(envelope.Header.Span);
        output.Write(Joint);
        output.Write(envelope.Message.Span);
        output.Write(Closing);
    }

    /// <summary>Whether the payload is these very bytes, which most signers send.</summary>
    public static bool Equals(ReadOnlySpan<byte> payload, ReceivedEnvelope envelope) =>
        payload.Length == Opening.Length + envelope.Header.Length + Joint.Length + envelope.Message.Length + Closing.Length
        && Take(ref payload, Opening)
        && Take(ref payload, envelope.Header.Span)
        && Take(ref payload, Joint)
        && Take(ref payload, envelope.Message.Span)
        && Take(ref payload, Closing);

    private static bool Take(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        var taken = rest.StartsWith(expected);
        rest = taken ? rest[expected.Length..] : rest;
        return taken;
    }
}
