using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Exchanges;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>What was acknowledged outlives the process. The process that is killed is this program, started again.</summary>
[TestFixture]
internal sealed class Crash
{
    private const string Folder = "CRASH_TEST_FOLDER";

    [Test]
    public async Task Keeps_every_message_that_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var last = await WriteAndBeKilled(folder.Path);

        await using var storage = folder.Open();

        Assert.That(last, Is.GreaterThan(10));
        for (var i = 0; i <= last; i++)
            Assert.That(await storage.Exchanges.TryRecordAsync(Message(i), default), Is.False, $"message {i}");
    }

    /// <summary>The other side of the test above: writes until it is killed, and tells what was acknowledged.</summary>
    [Test]
    [Explicit("Started by Keeps_every_message_that_was_acknowledged.")]
    public async Task Writer()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder)
        {
            Assert.Ignore("Not started to be killed.");
            return;
        }

        await using var storage = RegisterStorage.Open(new StorageOptions { DataFolder = folder }, TimeProvider.System);
        await using var told = new StreamWriter(Path.Combine(folder, "told")) { AutoFlush = true };
        for (var i = 0; ; i++)
        {
            await storage.Exchanges.TryRecordAsync(Message(i), default);
            await told.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task<int> WriteAndBeKilled(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Crash).Assembly.Location);
        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add("FullyQualifiedName=Dci.CrvsApi.Storage.Tests.Sqlite.Crash.Writer");
        start.Environment[Folder] = folder;
        using var writer = Process.Start(start)!;
        var told = Path.Combine(folder, "told");
        var waited = Stopwatch.StartNew();
        while (!writer.HasExited && waited.Elapsed < TimeSpan.FromSeconds(30) && (!File.Exists(told) || new FileInfo(told).Length < 500))
            await Task.Delay(20);
        writer.Kill();
        await writer.WaitForExitAsync();
        var lines = File.Exists(told) ? await File.ReadAllTextAsync(told) : "";
        return lines.LastIndexOf('\n') is var end and > 0 ? int.Parse(lines[..end].Split('\n')[^1], CultureInfo.InvariantCulture) : -1;
    }

    private static Exchange Message(int number)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new Exchange("p", SHA256.HashData(Encoding.UTF8.GetBytes($"m{number}")), at, at.AddHours(1), []);
    }
}
