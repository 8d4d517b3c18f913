using System.Net;
using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Events;

/// <summary>Events that contradict what is stored: refused whole.</summary>
internal sealed class ConflictingEventsTests
{
    private EventHouse _house = null!;

    [SetUp]
    public async Task Open() => _house = await EventHouse.OpenAsync();

    [TearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async Task Have_the_registration_number_of_another_record()
    {
        var bundle = Clerk.Sample("opencrvs-1.6-death.json");
        await _house.Registrar.PostAsync(bundle);

        var reply = await _house.Registrar.PostAsync(bundle.Replace("3c1d7b20-0000-4000-8000-00000001", "3c1d7b20-0000-4000-8000-00000009", StringComparison.Ordinal));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Conflict), reply.Text);
        Assert.That(reply.Text, Does.Contain("duplicate").And.Not.Contain("2024DPLW21Z"));
        Assert.That(await _house.CountAsync("record_id", "3c1d7b20-0000-4000-8000-000000090001"), Is.Zero);
        Assert.That(await _house.ChangesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Have_the_identifier_of_another_bundle()
    {
        var bundle = RepositoryFiles.Examples["create-fhir-bundle.registered-birth.request"];
        await _house.Registrar.PostAsync(bundle);

        var reply = await _house.Registrar.PostAsync(bundle.Replace("2025-04-21T10", "2025-04-22T10", StringComparison.Ordinal));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await _house.ChangesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Are_about_the_record_of_another_partner()
    {
        var bundle = Clerk.Sample("opencrvs-1.6-birth.json");
        await _house.Registrar.PostAsync(bundle);
        var other = await Clerk.RegistrarAsync(_house.Server);

        var reply = await other.PostAsync(bundle.Replace("CERTIFIED", "CANCELLED", StringComparison.Ordinal));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await _house.CountAsync("BRN", "2024B7QKDMX", "birth"), Is.EqualTo(1));
    }
}
