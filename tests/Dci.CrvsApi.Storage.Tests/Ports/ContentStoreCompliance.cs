using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Transactions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class ContentStoreCompliance : StoreFixture
{
    private IContentStore Contents => Storage.Contents;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(524_288)]
    [TestCase(524_289)]
    [TestCase(3_000_000)]
    public async Task Gives_back_what_was_stored(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        var id = await Contents.StoreAsync(new MemoryStream(content), Now, default);

        await using var stream = Contents.OpenRead(id)!;
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.That(stream.Length, Is.EqualTo(length));
        Assert.That(read.ToArray(), Is.EqualTo(content));
    }

    [Test]
    public async Task Stores_a_stream_that_gives_a_little_at_a_time()
    {
        var content = RandomNumberGenerator.GetBytes(1_200_000);

        var id = await Contents.StoreAsync(new Trickle(content), Now, default);

        await using var stream = Contents.OpenRead(id)!;
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read);
        Assert.That(read, Is.EqualTo(content));
    }

    [Test]
    public async Task Begins_to_read_anywhere()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        var id = await Contents.StoreAsync(new MemoryStream(content), Now, default);
        await using var stream = Contents.OpenRead(id)!;
        var read = new byte[600_000];

        stream.Seek(1_300_000, SeekOrigin.Begin);
        await stream.ReadExactlyAsync(read);

        Assert.That(read, Is.EqualTo(content[1_300_000..1_900_000]));
        Assert.That(stream.Seek(10, SeekOrigin.End), Is.EqualTo(2_000_010));
        Assert.That(stream.ReadByte(), Is.EqualTo(-1));
    }

    [Test]
    public void Knows_nothing_that_was_not_stored() => Assert.That(Contents.OpenRead(99), Is.Null);

    [Test]
    public async Task Removes_what_never_became_part_of_a_transaction()
    {
        var unused = await Contents.StoreAsync(new MemoryStream(new byte[1_000_000]), Now, default);
        var used = await Contents.StoreAsync(new MemoryStream([2]), Now, default);
        var fresh = await Contents.StoreAsync(new MemoryStream([3]), Now.AddHours(1), default);
        await Storage.Transactions.Taken(Search("m") with { ContentId = used, Content = default });

        Assert.That(await Contents.RemoveUnusedAsync(Now.AddHours(1), default), Is.EqualTo(1));

        Assert.That(Contents.OpenRead(unused), Is.Null);
        Assert.That(Contents.OpenRead(used)!.ReadByte(), Is.EqualTo(2));
        Assert.That(Contents.OpenRead(fresh)!.ReadByte(), Is.EqualTo(3));
    }

    [Test]
    public async Task Removes_one_unless_it_became_part_of_a_transaction()
    {
        var unused = await Contents.StoreAsync(new MemoryStream(new byte[1_000_000]), Now, default);
        var used = await Contents.StoreAsync(new MemoryStream([2]), Now, default);
        await Storage.Transactions.Taken(Search("m") with { ContentId = used, Content = default });

        await Contents.RemoveUnusedAsync(unused, default);
        await Contents.RemoveUnusedAsync(used, default);

        Assert.That(Contents.OpenRead(unused), Is.Null);
        Assert.That(Contents.OpenRead(used)!.ReadByte(), Is.EqualTo(2));
    }

    [Test]
    public async Task Either_removes_content_or_lets_a_transaction_have_it()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = await Contents.StoreAsync(new MemoryStream(new byte[600_000]), Now, default);
            var removing = Task.Run(() => Contents.RemoveUnusedAsync(Now.AddHours(1), default));
            var taking = Task.Run(() => Storage.Transactions.AcceptAsync(Search($"m{i}") with { ContentId = id, Content = default }, default));

            var removed = await removing;
            await Task.WhenAny(taking);

            Assert.That(taking.IsCompletedSuccessfully, Is.EqualTo(removed == 0));
            Assert.That(Contents.OpenRead(id) is not null, Is.EqualTo(removed == 0));
        }
    }

    [Test]
    public async Task Keeps_nothing_of_a_stream_that_breaks()
    {
        Assert.That(() => Contents.StoreAsync(new Trickle(new byte[700_000], breaks: true), Now, default), Throws.TypeOf<IOException>());
        Assert.That(await Contents.RemoveUnusedAsync(Now.AddHours(1), default), Is.Zero);
    }

    [Test]
    public async Task Says_so_when_content_is_removed_while_it_is_read()
    {
        var id = await Contents.StoreAsync(new MemoryStream(new byte[1_000_000]), Now, default);
        await using var stream = Contents.OpenRead(id)!;
        await stream.ReadExactlyAsync(new byte[10]);

        await Contents.RemoveUnusedAsync(Now.AddHours(1), default);
        stream.Position = 600_000;

        Assert.That(() => stream.ReadByte(), Throws.TypeOf<IOException>());
    }

    private sealed class Trickle(byte[] content, bool breaks = false) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_000)], cancellationToken) is var read && (read > 0 || !breaks) ? read : throw new IOException("It broke.");
    }
}
