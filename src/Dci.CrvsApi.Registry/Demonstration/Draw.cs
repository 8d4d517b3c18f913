namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>
/// A small generator of numbers (SplitMix64) begun anew for every record, so that a record depends on the seed and
/// its own index only and any number of threads may make records in any order.
/// </summary>
internal struct Draw
{
    private ulong _state;

    public Draw(ulong seed, Stream stream, long index) =>
        _state = Mix(Mix(seed) ^ ((ulong)stream << 56) ^ (ulong)index);

    /// <summary>What is drawn for; two streams have nothing in common.</summary>
    public enum Stream
    {
        Family = 1,
        Birth,
        Death,
        Marriage,
        Divorce,
        FetalDeath,
        Adoption,
        Identity,
        Place,
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>From 0 to <paramref name="end"/>, excluded.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Percent(int chance) => Below(100) < chance;

    /// <summary>From 0 to 1, excluded.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(T[] stock) => stock[Below(stock.Length)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
