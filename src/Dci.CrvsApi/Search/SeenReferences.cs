using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dci.CrvsApi.Search;

/// <summary>Remembers which references stood in a message before, in sixteen bytes for each or less, since there may be millions.</summary>
internal sealed class SeenReferences
{
    private ulong[] _slots = new ulong[64];
    private int _count;

    /// <summary>False when the reference was there before.</summary>
    public bool Add(string reference)
    {
        if (_count > _slots.Length / 4 * 3)
            Grow();
        var digest = Digest(reference);
        var slot = Find(_slots, digest);
        if (_slots[slot] == digest)
            return false;
        _slots[slot] = digest;
        _count++;
        return true;
    }

    private static ulong Digest(string reference)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(reference.AsSpan()), hash);
        // Zero marks an empty slot.
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    private static int Find(ulong[] slots, ulong digest)
    {
        var slot = (int)(digest & (uint)(slots.Length - 1));
        while (slots[slot] != 0 && slots[slot] != digest)
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var digest in _slots)
            if (digest != 0)
                larger[Find(larger, digest)] = digest;
        _slots = larger;
    }
}
