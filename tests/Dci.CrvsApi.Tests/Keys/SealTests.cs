using System.Security.Cryptography;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Tests.Keys;

public sealed class SealTests
{
    private static readonly Seal Ours = new(RandomNumberGenerator.GetBytes(32));
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(100);

    [Test]
    public void Opens_what_it_closed() => Assert.That(Ours.Open(Ours.Close(Secret, "owner"), "owner"), Is.EqualTo(Secret));

    [Test]
    public void Seals_the_same_secret_differently_each_time()
    {
        var first = Ours.Close(Secret, "owner");
        var second = Ours.Close(Secret, "owner");
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void Refuses_every_changed_byte()
    {
        var box = Ours.Close(Secret, "owner");
        foreach (var at in Enumerable.Range(0, box.Length))
        {
            box[at] ^= 0x40;
            Assert.That(Ours.Open(box, "owner"), Is.Null, $"byte {at}");
            box[at] ^= 0x40;
        }
    }

    [Test]
    public void Refuses_another_owner_another_key_and_a_torn_box()
    {
        var box = Ours.Close(Secret, "owner");
        Assert.That(Ours.Open(box, "somebody else"), Is.Null);
        Assert.That(new Seal(new byte[32]).Open(box, "owner"), Is.Null);
        foreach (var length in Enumerable.Range(0, box.Length))
            Assert.That(Ours.Open(box.AsSpan(0, length), "owner"), Is.Null);
    }

    [Test]
    public void Wants_a_key_of_32_bytes() => Assert.That(() => new Seal(new byte[16]), Throws.ArgumentException);
}
