using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Storage;
using Dci.CrvsApi.Tests.Management;

namespace Dci.CrvsApi.Tests.Commands;

/// <summary>The subscriptions command, beside a store that another process has open.</summary>
[NonParallelizable]
internal sealed class SubscriptionsCommandTests
{
    private Crvs _crvs = null!;
    private RegisterStorage _storage = null!;
    private StoredSubscriptions _stored = null!;

    [SetUp]
    public void Open()
    {
        _crvs = new Crvs();
        _storage = RegisterStorage.Open(new StorageOptions { DataFolder = _crvs.Folder }, TimeProvider.System);
        _stored = new StoredSubscriptions(_storage.Subscriptions);
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    [TearDown]
    public void Close()
    {
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", null);
        _storage.Dispose();
        _crvs.Dispose();
    }

    [TestCase("subscriptions", "--help")]
    [TestCase("subscriptions", "list", "--help")]
    [TestCase("subscriptions", "resume", "--help")]
    public async Task Explains_itself(params string[] args)
    {
        var (exitCode, output, _) = await _crvs.RunAsync(args);

        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain("Usage:"));
    }

    [Test]
    public void Is_told_from_settings_of_the_server() => Assert.That(CommandLine.IsCommand(["subscriptions", "list"]), Is.True);

    [Test]
    public async Task Lists_and_shows_subscriptions_without_what_was_asked_for()
    {
        var (one, other) = (await _stored.MakeAsync("spp"), await _stored.MakeAsync("health"));

        var all = await _crvs.RunAsync("subscriptions", "list");
        var some = await _crvs.RunAsync("subscriptions", "list", "--partner", "health", "--state", "active", "--limit", "1");
        var json = await _crvs.RunAsync("subscriptions", "list", "--json");
        var shown = await _crvs.RunAsync("subscriptions", "show", one);

        Assert.That(all.Output, Does.Contain(one).And.Contain(other), all.Error);
        Assert.That(some.Output, Does.Contain(other).And.Not.Contain(one));
        Assert.That(JsonDocument.Parse(json.Output).RootElement.GetProperty("subscriptions").GetArrayLength(), Is.EqualTo(2));
        Assert.That(shown.Output, Does.Match("state +active").And.Match("last_sequence +0"));
        Assert.That(all.Output + json.Output + shown.Output, Does.Not.Contain("Quillwhisper").And.Not.Contain("token=secret"));
    }

    [Test]
    public async Task Pauses_resumes_and_ends()
    {
        var code = await _stored.MakeAsync("spp");

        Assert.That((await _crvs.RunAsync("subscriptions", "pause", code)).Output, Does.Match("state +paused"));
        Assert.That((await _crvs.RunAsync("subscriptions", "resume", code)).Output, Does.Match("state +active"));
        Assert.That((await _crvs.RunAsync("subscriptions", "end", code)).Output, Does.Match("state +ended"));
    }

    [TestCase("show", "nothing", "There is no subscription nothing")]
    [TestCase("resume", "nothing", "There is no subscription nothing")]
    public async Task Says_what_is_wrong(string verb, string code, string expected)
    {
        var (exitCode, _, error) = await _crvs.RunAsync("subscriptions", verb, code);

        Assert.That((exitCode, error.Contains(expected, StringComparison.Ordinal)), Is.EqualTo((1, true)), error);
    }

    [TestCase("--state", "lost")]
    [TestCase("--binding", "pigeon")]
    [TestCase("--limit", "0")]
    public async Task Refuses_a_filter_it_does_not_understand(string option, string value)
    {
        var (exitCode, _, error) = await _crvs.RunAsync("subscriptions", "list", option, value);

        Assert.That((exitCode, error.Contains("must be", StringComparison.Ordinal)), Is.EqualTo((1, true)), error);
    }
}
