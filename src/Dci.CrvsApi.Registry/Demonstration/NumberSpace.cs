using System.Globalization;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>
/// Ids and numbers of the demonstration register. Each comes from an index by a one-to-one step, so that no two are
/// equal however many records there are.
/// </summary>
internal sealed class NumberSpace(ulong seed)
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const ulong NationalIds = 9_000_000_000;

    private readonly ulong _offset = new Draw(seed, Draw.Stream.Identity, 0).Next();

    /// <summary>Ten digits, the first not 0.</summary>
    public string NationalId(Person person, long index)
    {
        var ordinal = (((ulong)index * (ulong)Person.Count) + (ulong)person) % NationalIds;
        var number = ((ordinal * 1_000_000_007) + (_offset % NationalIds)) % NationalIds;
        return (1_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The letter of the event and seven of base 32, as OpenCRVS makes them.</summary>
    public string TrackingId(char letter, long index) =>
        string.Create(8, (Letter: letter, Value: ((ulong)index * 11_400_714_819) + _offset), static (text, from) =>
        {
            text[0] = from.Letter;
            for (var i = 1; i < text.Length; i++)
                text[i] = Letters[(int)(from.Value >> (5 * (i - 1))) & 31];
        });

    /// <summary>A UUID; the same record and another <paramref name="part"/> give another one.</summary>
    public string Id(Draw.Stream stream, long index, int part)
    {
        var draw = new Draw(seed ^ 0x1D, stream, index);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, draw.Next());
        BitConverter.TryWriteBytes(bytes[8..], draw.Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        bytes[15] = (byte)((bytes[15] & 0xF0) | part);
        return new Guid(bytes).ToString("D", CultureInfo.InvariantCulture);
    }

    /// <summary>Whose number it is; everybody who has one is one of these at some index.</summary>
    internal enum Person
    {
        Child,
        Mother,
        Father,
        Deceased,
        Bride,
        Groom,
        Spouse,
        Informant,
        Count,
    }
}
