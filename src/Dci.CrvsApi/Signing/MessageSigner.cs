using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Profiles;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Signing;

/// <summary>Signs what we send, in the form the partner reads, over exactly the bytes that are sent.</summary>
internal sealed class MessageSigner(ServerKeys keys, IOptions<ServerIdentity> identity)
{
    private const string ParameterAlgorithm = "EdDSA";

    private static ReadOnlySpan<byte> Opening => "{\"signature\":\""u8;

    private static ReadOnlySpan<byte> Joint => "\","u8;

    private static ReadOnlySpan<byte> PayloadStart => "{\"header\":"u8;

    /// <summary>Why nothing can be signed for this profile now, in words for the operator; null when it can.</summary>
    public string? WhyNot(OutputProfile profile, DateTimeOffset now)
    {
        var algorithm = profile.Signature is SignatureForm.ParameterString ? ParameterAlgorithm : profile.Algorithm;
        return keys.Ring.Find("sig", algorithm, now) is null ? $"The server has no active key that signs in {algorithm}; add it to Keys:Algorithms." : null;
    }

    /// <summary>Writes <c>{"signature":"…","header":…,"message":…}</c>; header and message are the payload's own bytes.</summary>
    /// <param name="payload">Must begin <c>{"header":</c>.</param>
    /// <param name="callback">Whether it is posted to the partner, and not the answer in a response: readers of the parameter string hash the two differently.</param>
    public void WriteSignedEnvelope(ReadOnlySpan<byte> payload, OutputProfile profile, IBufferWriter<byte> output, DateTimeOffset now, bool callback = false)
    {
        if (!payload.StartsWith(PayloadStart))
            throw new ArgumentException("The payload of an envelope begins with its header.", nameof(payload));

        if (profile.Signature is SignatureForm.ParameterString)
        {
            WriteEnvelope(Encoding.ASCII.GetBytes(SignParameters(payload, now, callback).Replace("\"", "\\\"", StringComparison.Ordinal)), payload, output);
            return;
        }

        var key = keys.Ring.Signer(profile.Algorithm, now);
        var length = JwsLength(key, payload.Length);
        var whole = Opening.Length + length + Joint.Length + payload.Length - 1;
        var destination = output.GetSpan(whole)[..whole];
        Opening.CopyTo(destination);
        WriteJws(key, payload, destination.Slice(Opening.Length, length));
        Joint.CopyTo(destination[(Opening.Length + length)..]);
        payload[1..].CopyTo(destination[(Opening.Length + length + Joint.Length)..]);
        output.Advance(whole);
    }

    private static void WriteEnvelope(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        output.Write(Opening);
        output.Write(signature);
        output.Write(Joint);
        output.Write(payload[1..]);
    }

    // The form knows no elliptic curve but Ed25519, and its readers nothing else; a profile can't ask for another.
    private string SignParameters(ReadOnlySpan<byte> payload, DateTimeOffset now, bool callback) =>
        ParameterStringSigner.Sign(payload, keys.Ring.Signer(ParameterAlgorithm, now), identity.Value.SenderId, now, callback);

    private static int JwsLength(ServerKey key, int payloadLength) =>
        key.JwsHeader.Length + 1 + Base64Url.GetEncodedLength(payloadLength) + 1 + Base64Url.GetEncodedLength(key.Material.SignatureLength);

    // Signs in place: the bytes signed already stand where they are sent from.
    private static void WriteJws(ServerKey key, ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        var header = key.JwsHeader.Span;
        header.CopyTo(destination);
        destination[header.Length] = (byte)'.';
        var signedLength = header.Length + 1 + Base64Url.EncodeToUtf8(payload, destination[(header.Length + 1)..]);
        Span<byte> signature = stackalloc byte[key.Material.SignatureLength];
        key.Material.Sign(destination[..signedLength], signature);
        destination[signedLength] = (byte)'.';
        Base64Url.EncodeToUtf8(signature, destination[(signedLength + 1)..]);
    }
}
