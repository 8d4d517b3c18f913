using System.Security.Cryptography;

namespace Dci.CrvsApi.Messaging;

/// <summary>The bytes of a request, wherever they are kept until it is answered.</summary>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes)
{
    private byte[]? _digest;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>SHA-256 of the body, made when first asked for.</summary>
    public ReadOnlyMemory<byte> Digest => _digest ??= SHA256.HashData(Bytes.Span);
}
