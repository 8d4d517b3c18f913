using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Tokens;

/// <summary>SHA-256 of a token: finds what is known of it without keeping it.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    private const int OnStack = 2_048;

    public static TokenDigest Of(string token)
    {
        byte[]? rented = null;
        var size = Encoding.UTF8.GetMaxByteCount(token.Length);
        var bytes = size <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(token, bytes);
        SHA256.HashData(bytes[..length], digest);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }
}
