using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Commands;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>A register as a civil registry fills it: bundles imported while the server answers.</summary>
[NonParallelizable]
internal sealed class ImportedRegisterTests
{
    private static readonly string Samples = Path.Combine(RepositoryFiles.Root, "samples", "data");

    /// <summary>OpenCRVS 1.6, then 1.8, then R4.</summary>
    private static readonly (string Event, string Type, string Number, string Surname)[] Imported =
    [
        ("birth", "BRN", "2024B7QKDMX", "Sollander"),
        ("birth", "tracking_id", "B7QKDMX", "Sollander"),
        ("death", "DRN", "2024DPLW21Z", "Eskeland"),
        ("marriage", "MRN", "2024M4TTR90", "Halloran"),
        ("birth", "BRN", "2025BXN3H5P", "Achterberg"),
        ("marriage", "MRN", "2025M8TTR18", "Halloran"),
        ("birth", "BRN", "2025-br 000451", "القطان"),
        ("birth", "BRN", "2025BQ1A001", "Vogelsang"),
    ];

    private CrvsServer _server = null!;
    private Crvs _desk = null!;
    private SocialProtectionSystem _partner = null!;

    [SetUp]
    public async Task Open()
    {
        _desk = new Crvs();
        _server = new CrvsServer("Production", ("Data:Path", _desk.Folder), ("Keys:EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        _partner = await Peers.JoinAsync("dci-crvs-1.0.0", server: _server);
        await ImportAsync(Samples);
    }

    [TearDown]
    public void Close()
    {
        _server.Dispose();
        _desk.Dispose();
    }

    [Test]
    public async Task Finds_what_was_imported_in_every_shape()
    {
        foreach (var (vitalEvent, type, number, surname) in Imported)
        {
            var reply = await _partner.SearchAsync(type, number, vitalEvent);

            Assert.That(reply.Total, Is.EqualTo(1), number);
            Assert.That(reply.Records[0].GetProperty("name").GetProperty("surname").GetString(), Is.EqualTo(surname));
        }
    }

    [Test]
    public async Task Discloses_nothing_of_what_is_only_notified()
    {
        var all = await _partner.SearchAsync("predicate", JsonNode.Parse("""[{"expression1":{"attribute_name":"last_updated","operator":"ge","attribute_value":"1990-01-01"}}]""")!, "birth");

        Assert.That(all.Total, Is.EqualTo(6));
        Assert.That(all.Records.All(record => record.TryGetProperty("registration_date", out _)));
    }

    [Test]
    public async Task Finds_a_corrected_record_by_its_new_values_only()
    {
        await ReimportAsync(bundle => bundle.Replace("Linnea", "Philippa", StringComparison.Ordinal));

        Assert.That(await CountAsync("name.given_name", "Linnea"), Is.Zero);
        Assert.That(await CountAsync("name.given_name", "Philippa"), Is.EqualTo(1));
        Assert.That((await _partner.SearchAsync("BRN", "2024B7QKDMX", "birth")).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Finds_a_cancelled_record_by_nothing()
    {
        await ReimportAsync(bundle => bundle.Replace("\"code\": \"CERTIFIED\"", "\"code\": \"CANCELLED\"", StringComparison.Ordinal));

        Assert.That((await _partner.SearchAsync("BRN", "2024B7QKDMX")).Total, Is.Zero);
        Assert.That((await _partner.SearchAsync("tracking_id", "B7QKDMX")).Total, Is.Zero);
        Assert.That((await _partner.SearchAsync("record_id", "3c1d7b20-0000-4000-8000-000000000001")).Total, Is.Zero);
        Assert.That(await CountAsync("name.given_name", "Linnea"), Is.Zero);
    }

    [Test]
    public async Task Finds_the_same_after_it_was_indexed_again()
    {
        var (exitCode, _, error) = await _desk.RunAsync("reindex");

        Assert.That(exitCode, Is.Zero, error);
        Assert.That((await _partner.SearchAsync("BRN", "2024B7QKDMX", "birth")).Total, Is.EqualTo(1));
        Assert.That(await CountAsync("birth_place", "Brindle Bay"), Is.EqualTo(6));
    }

    /// <summary>The first sample again, changed, and touched a year later.</summary>
    private async Task ReimportAsync(Func<string, string> change)
    {
        var bundle = await File.ReadAllTextAsync(Path.Combine(Samples, "opencrvs-1.6-birth.json"));
        var file = Path.Combine(_desk.Folder, "again.json");
        await File.WriteAllTextAsync(file, change(bundle).Replace("\"2024-03", "\"2025-03", StringComparison.Ordinal));
        await ImportAsync(file);
    }

    private async Task ImportAsync(string source)
    {
        var (exitCode, output, error) = await _desk.RunAsync("import", source);
        Assert.That(exitCode, Is.Zero, output + error);
    }

    private async Task<long> CountAsync(string attribute, string value) =>
        (await _partner.SearchAsync("predicate", JsonNode.Parse($$"""[{"expression1":{"attribute_name":"{{attribute}}","operator":"eq","attribute_value":"{{value}}"} }]""")!, "birth")).Total;
}
