using System.Buffers.Binary;
using System.IO.Compression;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>
/// A bundle as it is kept: one byte for the codec, four for the length (little endian), then the packed bytes.
/// The codec stands with each bundle, so another can be used later beside what is stored.
/// </summary>
internal static class PackedBundle
{
    private const int HeadLength = 5;
    private const byte Deflate = 1;

    public static byte[] Pack(ReadOnlySpan<byte> bundle)
    {
        using var packed = new MemoryStream(HeadLength + (bundle.Length / 2));
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = Deflate;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bundle.Length);
        packed.Write(head);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(bundle);
        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        if (packed[0] != Deflate)
            throw new InvalidDataException("A stored bundle was packed by a newer version of this program.");
        var bundle = new byte[BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(1))];
        using var inflate = new DeflateStream(new MemoryStream(packed, HeadLength, packed.Length - HeadLength), CompressionMode.Decompress);
        inflate.ReadExactly(bundle);
        return bundle;
    }
}
