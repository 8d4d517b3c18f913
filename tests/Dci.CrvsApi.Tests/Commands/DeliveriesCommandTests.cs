using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Storage;
using Dci.CrvsApi.Tests.Management;

namespace Dci.CrvsApi.Tests.Commands;

/// <summary>The deliveries and credential commands, beside a store that another process has open.</summary>
[NonParallelizable]
internal sealed class DeliveriesCommandTests
{
    private Crvs _crvs = null!;
    private RegisterStorage _storage = null!;
    private StoredDeliveries _stored = null!;

    [SetUp]
    public void Open()
    {
        _crvs = new Crvs();
        _storage = RegisterStorage.Open(new StorageOptions { DataFolder = _crvs.Folder }, TimeProvider.System);
        _stored = StoredDeliveries.Of(_storage);
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    [TearDown]
    public void Close()
    {
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", null);
        _storage.Dispose();
        _crvs.Dispose();
    }

    [TestCase("deliveries", "--help")]
    [TestCase("deliveries", "list", "--help")]
    [TestCase("deliveries", "show", "--help")]
    [TestCase("deliveries", "replay", "--help")]
    [TestCase("partners", "credential", "--help")]
    public async Task Explains_itself(params string[] args)
    {
        var (exitCode, output, _) = await _crvs.RunAsync(args);

        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain("Usage:"));
    }

    [Test]
    public void Is_told_from_settings_of_the_server() => Assert.That(CommandLine.IsCommand(["deliveries", "list"]), Is.True);

    [Test]
    public async Task Lists_and_shows_deliveries_without_what_was_sent()
    {
        var (waiting, dead) = (await _stored.WaitAsync("spp"), await _stored.DieAsync("health"));

        var all = await _crvs.RunAsync("deliveries", "list");
        var some = await _crvs.RunAsync("deliveries", "list", "--state", "dead", "--partner", "health", "--limit", "1");
        var json = await _crvs.RunAsync("deliveries", "list", "--json");
        var shown = await _crvs.RunAsync("deliveries", "show", dead);

        Assert.That(all.Output, Does.Contain(waiting).And.Contain(dead).And.Contain("The receiver answered 410."), all.Error);
        Assert.That(some.Output, Does.Contain(dead).And.Not.Contain(waiting));
        Assert.That(JsonDocument.Parse(json.Output).RootElement.GetProperty("deliveries").GetArrayLength(), Is.EqualTo(2));
        Assert.That(shown.Output, Does.Match("state +dead").And.Match(@"1 .* 410 +48 ms +gone"));
        Assert.That(all.Output + json.Output + shown.Output, Does.Not.Contain("Quillwhisper"));
    }

    [Test]
    public async Task Tells_of_more_than_the_limit()
    {
        var (first, second) = (await _stored.WaitAsync("spp"), await _stored.WaitAsync("spp"));

        var page = await _crvs.RunAsync("deliveries", "list", "--limit", "1");
        var next = await _crvs.RunAsync("deliveries", "list", "--limit", "1", "--before", second);

        Assert.That(page.Output, Does.Contain($"--before {second}").And.Not.Contain(first));
        Assert.That(next.Output, Does.Contain(first).And.Not.Contain("There are more"));
    }

    [Test]
    public async Task Replays_one_a_partners_or_all()
    {
        string[] dead = [await _stored.DieAsync("spp"), await _stored.DieAsync("spp"), await _stored.DieAsync("health"), await _stored.DieAsync("pension")];

        var one = await _crvs.RunAsync("deliveries", "replay", dead[0]);
        var partners = await _crvs.RunAsync("deliveries", "replay", "--partner", "health");
        var all = await _crvs.RunAsync("deliveries", "replay", "--all", "--json");
        var none = await _crvs.RunAsync("deliveries", "replay", "--all");

        Assert.That((one.ExitCode, one.Output.Trim()), Is.EqualTo((0, "1 dead letter is sent once more.")), one.Error);
        Assert.That((partners.ExitCode, partners.Output.Trim()), Is.EqualTo((0, "1 dead letter is sent once more.")));
        Assert.That((all.ExitCode, all.Output.Trim()), Is.EqualTo((0, """{"replayed":2}""")));
        Assert.That((none.ExitCode, none.Output.Trim()), Is.EqualTo((0, "There is no dead letter to send once more.")));
        foreach (var id in dead)
            Assert.That((await _stored.FindAsync(id))!.Delivery.State, Is.EqualTo(DeliveryState.Waiting));
    }

    [TestCase("one of", "replay")]
    [TestCase("one of", "replay", "x", "--all")]
    [TestCase("one of", "replay", "--partner", "spp", "--all")]
    [TestCase("There is no delivery x.", "replay", "x")]
    [TestCase("There is no delivery x.", "show", "x")]
    [TestCase("--state must be", "list", "--state", "lost")]
    [TestCase("--limit must be", "list", "--limit", "0")]
    public async Task Says_what_is_wrong(string reason, params string[] args)
    {
        var (exitCode, output, error) = await _crvs.RunAsync(["deliveries", .. args]);

        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.Contain(reason));
    }

    [Test]
    public async Task Keeps_a_token_for_callbacks_and_never_prints_it()
    {
        var file = Path.Combine(_crvs.Folder, "token");
        await File.WriteAllTextAsync(file, "s3cr3t-t0ken\n");
        await _crvs.RunAsync("partners", "add", "--id", "spp", "--signature-policy", "accept-unsigned");

        var set = await _crvs.RunAsync("partners", "credential", "spp", "--bearer-file", file);
        var shown = await _crvs.RunAsync("partners", "show", "spp");
        var cleared = await _crvs.RunAsync("partners", "credential", "spp", "--clear");
        var gone = await _crvs.RunAsync("partners", "show", "spp");

        Assert.That(set.ExitCode, Is.Zero, set.Error);
        Assert.That(shown.Output, Does.Match("callback_bearer +set since 20").And.Match("callback_certificate +none"));
        Assert.That(set.Output + shown.Output, Does.Not.Contain("s3cr3t"));
        Assert.That(cleared.ExitCode, Is.Zero, cleared.Error);
        Assert.That(gone.Output, Does.Match("callback_bearer +none"));
    }

    [TestCase]
    [TestCase("--certificate", "c.pem")]
    [TestCase("--key", "k.pem")]
    [TestCase("--bearer-file", "t", "--clear")]
    public async Task Wants_one_whole_credential(params string[] args)
    {
        var (exitCode, _, error) = await _crvs.RunAsync(["partners", "credential", "spp", .. args]);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("--bearer-file"));
    }

    [Test]
    public async Task Says_in_one_line_that_a_file_is_not_there()
    {
        var (exitCode, _, error) = await _crvs.RunAsync("partners", "credential", "spp", "--bearer-file", Path.Combine(_crvs.Folder, "none"));

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error.Trim().Split('\n'), Has.Length.EqualTo(1));
    }
}
