using System.Security.Cryptography;
using Dci.CrvsApi.Files;

namespace Dci.CrvsApi.Messaging;

/// <summary>The bytes of a message, wherever they are kept until it is answered.</summary>
internal sealed class ReceivedBody : IDisposable
{
    private readonly SpoolFile? _file;
    private byte[]? _digest;

    public ReceivedBody(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>A long message, whole in its file; disposed with this.</summary>
    public ReceivedBody(SpoolFile file)
    {
        (_file, _digest) = (file, file.Hash());
        Bytes = file.Map();
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>SHA-256 of the bytes.</summary>
    public ReadOnlyMemory<byte> Digest => _digest ??= SHA256.HashData(Bytes.Span);

    /// <summary>Whether it is so long that it lies in a file.</summary>
    public bool IsLong => _file is not null;

    public void Dispose() => _file?.Dispose();
}
