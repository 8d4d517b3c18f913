using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>Short messages stay in memory, long ones lie in a file for as long as somebody looks at them.</summary>
internal sealed class SpoolTests
{
    private FilesOptions _options = null!;
    private DirectoryInfo _folder = null!;
    private SpoolFolder _spool = null!;

    [SetUp]
    public void Open()
    {
        _options = new() { MemoryBytes = 4096, MaxSpooled = 2, MaxSpooledPerPartner = 1, PatienceSeconds = 30 };
        _folder = Directory.CreateTempSubdirectory("crvs-spool-");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Path", _folder.FullName)]).Build();
        _spool = new SpoolFolder(new DataFolder(configuration, new HostingEnvironment { ContentRootPath = _folder.FullName }), Options.Create(_options));
        _spool.Empty();
    }

    [TearDown]
    public void Close() => _folder.Delete(recursive: true);

    [TestCase(0, false)]
    [TestCase(4096, false)]
    [TestCase(4097, true)]
    [TestCase(3_000_000, true)]
    public async Task Keeps_every_byte(int length, bool isLong)
    {
        var sent = RandomNumberGenerator.GetBytes(length);
        var read = await ReadAsync(new MemoryStream(sent));
        using var body = read.Value!;

        Assert.That(body.IsLong, Is.EqualTo(isLong));
        Assert.That(body.Bytes.Span.SequenceEqual(sent));
        Assert.That(body.Digest.ToArray(), Is.EqualTo(SHA256.HashData(sent)));
        Assert.That(Left(), Has.Length.EqualTo(isLong ? 1 : 0));
    }

    [Test]
    public async Task Lets_nobody_but_the_owner_read_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        var body = (await ReadAsync(new MemoryStream(new byte[5000]))).Value!;
        var mode = File.GetUnixFileMode(Left().Single());
        var folder = File.GetUnixFileMode(Path.Combine(_folder.FullName, "spool"));
        var bytes = body.Bytes;
        body.Dispose();
        body.Dispose();

        Assert.That(mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(folder, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(Left(), Is.Empty);
        Assert.That(() => bytes.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Takes_nothing_long_when_the_disk_is_nearly_full()
    {
        _options.LeaveFreeBytes = long.MaxValue;
        using var shorter = (await ReadAsync(new MemoryStream(new byte[4096]))).Value;

        Assert.That(shorter, Is.Not.Null);
        Assert.That(async () => await ReadAsync(new MemoryStream(new byte[5000])), Throws.TypeOf<RegisterUnavailableException>());
        Assert.That(Left(), Is.Empty);
    }

    [Test]
    public async Task Leaves_room_for_others_when_one_partner_sends_many()
    {
        using var first = (await ReadAsync(new MemoryStream(new byte[5000]))).Value;
        var second = await ReadAsync(new MemoryStream(new byte[5000]));
        using var others = (await ReadAsync(new MemoryStream(new byte[5000]), sender: "another")).Value;
        var full = await ReadAsync(new MemoryStream(new byte[5000]), sender: "a third");

        Assert.That(second.Failure!.Status, Is.EqualTo(StatusCodes.Status429TooManyRequests));
        Assert.That(others, Is.Not.Null);
        Assert.That(full.Failure!.Status, Is.EqualTo(StatusCodes.Status429TooManyRequests));
    }

    [Test]
    public async Task Takes_only_so_many_at_the_same_time()
    {
        var first = (await ReadAsync(new MemoryStream(new byte[5000]))).Value!;
        var second = await ReadAsync(new MemoryStream(new byte[5000]));
        first.Dispose();
        using var third = (await ReadAsync(new MemoryStream(new byte[5000]))).Value;

        Assert.That(second.Failure!.Status, Is.EqualTo(StatusCodes.Status429TooManyRequests));
        Assert.That(second.Failure.RetryAfter, Is.Positive);
        Assert.That(third, Is.Not.Null);
    }

    [Test]
    public async Task Leaves_nothing_of_what_is_too_large_or_breaks_off()
    {
        var tooLarge = await ReadAsync(new Blanks(100_001), limit: 100_000);

        Assert.That(tooLarge.Failure!.Status, Is.EqualTo(StatusCodes.Status413PayloadTooLarge));
        Assert.That(async () => await ReadAsync(new Blanks(100_000) { BreaksAt = 50_000 }), Throws.InstanceOf<IOException>());
        Assert.That(Left(), Is.Empty);
    }

    [Test]
    public async Task Gives_up_a_sender_that_stops_in_the_middle()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[10_000]);
        using var patience = new Patience("spp", TimeSpan.FromMilliseconds(50), pipe.Reader);
        var read = await new ContentReader(_spool, Options.Create(_options)).ReadAsync(pipe.Reader, 1_000_000, patience, CancellationToken.None);

        Assert.That(read.Failure!.Status, Is.EqualTo(StatusCodes.Status408RequestTimeout));
        Assert.That(Left(), Is.Empty);
    }

    [Test]
    public async Task Waits_for_a_sender_that_is_slow_but_goes_on()
    {
        var pipe = new Pipe();
        using var patience = new Patience("spp", TimeSpan.FromMilliseconds(400), pipe.Reader);
        var reading = new ContentReader(_spool, Options.Create(_options)).ReadAsync(pipe.Reader, 1_000_000, patience, CancellationToken.None).AsTask();
        for (var part = 0; part < 10; part++)
        {
            await pipe.Writer.WriteAsync(new byte[5000]);
            await Task.Delay(80);
        }

        await pipe.Writer.CompleteAsync();
        using var body = (await reading).Value;

        Assert.That(body?.Bytes.Length, Is.EqualTo(50_000));
    }

    [Test]
    public void Is_emptied_at_start()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "spool", "left"), "of a process that was killed");

        _spool.Empty();

        Assert.That(Left(), Is.Empty);
    }

    [Test]
    public async Task Looks_through_a_long_table_without_holding_it()
    {
        var line = Encoding.UTF8.GetBytes("UIN,1234567890\n");
        var table = new byte[30_000_000 / line.Length * line.Length];
        for (var at = 0; at < table.Length; at += line.Length)
            line.CopyTo(table, at);
        "type,value    \n"u8.CopyTo(table);
        using var body = (await ReadAsync(new MemoryStream(table))).Value!;
        _ = TableRules.Count("type,value\nUIN,1\n"u8.ToArray(), 10, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = TableRules.Count(body.Bytes, int.MaxValue, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(count.Value!.Rows, Is.EqualTo((table.Length / line.Length) - 1));
        Assert.That(allocated, Is.LessThan(500_000));
    }

    private async Task<Outcome<ReceivedBody>> ReadAsync(Stream sent, int limit = int.MaxValue, string sender = "spp")
    {
        var reader = PipeReader.Create(sent);
        using var patience = new Patience(sender, TimeSpan.FromSeconds(30), reader);
        return await new ContentReader(_spool, Options.Create(_options)).ReadAsync(reader, limit, patience, CancellationToken.None);
    }

    private string[] Left() => Directory.GetFiles(Path.Combine(_folder.FullName, "spool"));
}
