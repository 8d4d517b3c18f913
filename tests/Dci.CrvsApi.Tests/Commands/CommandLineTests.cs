using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Commands;

[NonParallelizable]
internal sealed class CommandLineTests
{
    private Crvs _crvs = null!;

    [SetUp]
    public void Open()
    {
        _crvs = new Crvs();
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    [TearDown]
    public void Close()
    {
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", null);
        _crvs.Dispose();
    }

    [TestCase("--help")]
    [TestCase("seed", "--help")]
    [TestCase("import", "--help")]
    [TestCase("partners", "--help")]
    [TestCase("partners", "add", "--help")]
    [TestCase("keys", "rotate", "--help")]
    [TestCase("reindex", "--help")]
    [TestCase("search", "--help")]
    public async Task Explains_itself(params string[] args)
    {
        var (exitCode, output, _) = await _crvs.RunAsync(args);

        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain("Usage:"));
    }

    [Test]
    public async Task Says_in_one_line_that_a_data_folder_cannot_be_made()
    {
        await File.WriteAllTextAsync(Path.Combine(_crvs.Folder, "plain"), "");
        using var printed = new StringWriter();
        var complaints = Console.Error;
        Console.SetError(printed);
        try
        {
            Assert.That(await CommandLine.RunAsync(["keys", "list", "--data", Path.Combine(_crvs.Folder, "plain", "data")]), Is.EqualTo(1));
        }
        finally
        {
            Console.SetError(complaints);
        }

        Assert.That(printed.ToString().Trim(), Is.Not.Empty.And.Not.Contains("   at "));
    }

    [Test]
    public async Task Warns_beside_what_scripts_read()
    {
        var trial = Path.Combine(_crvs.Folder, "trial.json");
        await File.WriteAllTextAsync(trial, """{"id":"trial","sandbox":true,"signature_policy":"off","scopes":["registry.search"]}""");
        var added = await _crvs.RunAsync("partners", "add", "--file", trial);
        await File.WriteAllTextAsync(trial, """{"id":"other","sandbox":true,"signature_policy":"off","scopes":["registry.search"]}""");

        var (exitCode, output, error) = await _crvs.RunAsync("partners", "add", "--file", trial, "--json");

        Assert.That((added.ExitCode, exitCode), Is.EqualTo((0, 0)), added.Error + error);
        Assert.That(error, Does.Contain("Partner trial is disabled"));
        Assert.That(JsonElement.Parse(output).GetProperty("client_id").GetString(), Is.EqualTo("other"));
    }

    [TestCase(true, "seed", "--births", "1")]
    [TestCase(true, "--data", "folder", "seed")]
    [TestCase(true, "--data=folder", "seed")]
    [TestCase(true, "sede")]
    [TestCase(false)]
    [TestCase(false, "--urls", "http://127.0.0.1:8080")]
    [TestCase(false, "--Data:Path", "folder")]
    public void Tells_a_subcommand_from_settings_of_the_server(bool command, params string[] args) =>
        Assert.That(CommandLine.IsCommand(args), Is.EqualTo(command));

    [Test]
    public async Task Seeds_a_register_and_counts_what_a_message_matches()
    {
        var seeded = await _crvs.RunAsync("seed", "--births", "200", "--deaths", "50", "--marriages", "50", "--seed", "3");
        var file = Path.Combine(_crvs.Folder, "criteria.json");
        await File.WriteAllTextAsync(file, """{"reg_event_type":"death","query_type":"predicate","query":[{"expression1":{"attribute_name":"death_date","operator":"ge","attribute_value":"1900"}}]}""");
        var searched = await _crvs.RunAsync("search", file);
        var explained = await _crvs.RunAsync("search", file, "--explain");

        Assert.That(seeded.ExitCode, Is.Zero, seeded.Error);
        Assert.That(seeded.Output, Does.Contain("300 records stored"));
        Assert.That(searched.Output, Does.Contain("Composition?type=death-declaration").And.Contain("records match"));
        Assert.That(explained.Output, Does.Contain("Composition?").And.Not.Contain("records match"));
    }

    [TestCase("[]")]
    [TestCase("""{"message":7}""")]
    [TestCase("""{"message":{"search_request":{}}}""")]
    public async Task Says_what_is_wrong_with_a_file_that_is_no_search(string json)
    {
        var file = Path.Combine(_crvs.Folder, "criteria.json");
        await File.WriteAllTextAsync(file, json);

        var (exitCode, output, _) = await _crvs.RunAsync("search", file, "--explain");

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Does.Contain("refused, rjct.search_criteria.invalid"));
    }

    [Test]
    public async Task Says_what_is_wrong_with_a_key()
    {
        var file = Path.Combine(_crvs.Folder, "key.json");
        await File.WriteAllTextAsync(file, """{"kty":"EC",""");

        var (exitCode, _, error) = await _crvs.RunAsync("partners", "add", "--id", "spp", "--key", file);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("keys.pem[0]"));
    }

    [Test]
    public async Task Imports_the_samples_and_changes_nothing_the_second_time()
    {
        var samples = Path.Combine(RepositoryFiles.Root, "samples", "data");
        var first = await _crvs.RunAsync("import", samples);
        var second = await _crvs.RunAsync("import", samples);

        Assert.That(first.Output, Does.Match("^[1-9][0-9]* created, 0 replaced, 0 unchanged"), first.Error);
        Assert.That(second.Output, Does.StartWith("0 created, 0 replaced"), second.Error);
    }

    [Test]
    public async Task Reports_a_bad_bundle_and_takes_the_others()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_crvs.Folder, "in"));
        var good = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples", "data"), "*birth*.json").First();
        File.Copy(good, Path.Combine(folder.FullName, "b.json"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.json"), """{"resourceType":"Bundle","type":"document","entry":[{}]}""");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "c.json"), "not json");

        var (exitCode, output, error) = await _crvs.RunAsync("import", folder.FullName);

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Does.StartWith("1 created").And.Contain("2 refused"));
        Assert.That(error, Does.Contain("a.json").And.Contain("c.json"));
    }

    [Test]
    public async Task Indexes_every_record_again()
    {
        await _crvs.RunAsync("seed", "--births", "50");
        var (exitCode, output, error) = await _crvs.RunAsync("reindex");

        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Contain("50 records indexed again"));
    }

    [Test]
    public async Task Registers_changes_and_lists_partners()
    {
        var added = await _crvs.RunAsync("partners", "add", "--id", "spp", "--profile", "openspp", "--signature-policy", "accept-unsigned", "--callback-uri", "https://spp.example.org/dci", "--json");
        var secret = JsonDocument.Parse(added.Output).RootElement.GetProperty("client_secret").GetString();
        var twice = await _crvs.RunAsync("partners", "add", "--id", "spp");
        var shown = await _crvs.RunAsync("partners", "show", "spp");
        var rotated = await _crvs.RunAsync("partners", "rotate-secret", "spp");
        var file = Path.Combine(_crvs.Folder, "spp.json");
        await File.WriteAllTextAsync(file, """{"id":"spp","signature_policy":"accept-unsigned","limits":{"unfinished":7}}""");
        var changed = await _crvs.RunAsync("partners", "change", "spp", "--file", file);
        var shownAgain = await _crvs.RunAsync("partners", "show", "spp");
        var disabled = await _crvs.RunAsync("partners", "disable", "spp");
        var listed = await _crvs.RunAsync("partners", "list");

        Assert.That(secret, Has.Length.GreaterThan(40));
        Assert.That(twice.ExitCode, Is.EqualTo(1));
        Assert.That(shown.Output, Does.Contain("openspp").And.Contain("signature_policy").And.Match("callback_uri +https://spp.example.org/dci").And.Not.Contain(secret));
        Assert.That(rotated.Output, Does.Contain("client_secret").And.Not.Contain(secret));
        Assert.That(changed.ExitCode, Is.Zero, changed.Error);
        Assert.That(shownAgain.Output, Does.Match("limits.unfinished +7").And.Match("client_secret +set").And.Match("callback_uri +none"));
        Assert.That(disabled.ExitCode, Is.Zero);
        Assert.That(listed.Output, Does.Contain("spp").And.Contain("disabled"));
    }

    [Test]
    public async Task Says_everything_that_is_wrong_with_a_registration()
    {
        var file = Path.Combine(_crvs.Folder, "bad.json");
        await File.WriteAllTextAsync(file, """{"id":"x y","signature_policy":"off","profile":"nobody","events":["party"]}""");

        var (exitCode, _, error) = await _crvs.RunAsync("partners", "add", "--file", file);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("profile").And.Contain("events").And.Contain("signature_policy"));
    }

    [Test]
    public async Task Makes_lists_and_rotates_keys()
    {
        var rotated = await _crvs.RunAsync("keys", "rotate", "--algorithm", "ES256");
        var listed = await _crvs.RunAsync("keys", "list");
        var unknown = await _crvs.RunAsync("keys", "rotate", "--algorithm", "HS256");

        Assert.That(rotated.ExitCode, Is.Zero, rotated.Error);
        Assert.That(rotated.Output, Does.Contain("published"));
        Assert.That(listed.Output, Does.Contain("active").And.Contain("RS256").And.Contain("EdDSA").And.Contain("RSA-OAEP-256"));
        Assert.That(unknown.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task Says_what_is_missing_without_a_stack_trace()
    {
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", null);
        var (exitCode, _, error) = await _crvs.RunAsync("keys", "rotate");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.Contain("Keys:EncryptionKeyFile").And.Not.Contain("   at "));
    }
}
