using Dci.CrvsApi.Demonstration;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Demonstration;

internal sealed class ExampleNumbersTests
{
    [Test]
    public async Task Are_found_once_each_and_the_child_lives()
    {
        var numbers = await new ExampleNumbers(DemoServer.Instance.Services.GetRequiredService<IRegistryStore>()).FindAsync(CancellationToken.None);
        var partner = DemoServer.Partner();

        Assert.That(numbers.Keys, Is.EquivalentTo(new[] { "BRN", "DRN", "MRN", "UIN" }));
        Assert.That((await partner.SearchAsync("BRN", numbers["BRN"], "birth")).Total, Is.EqualTo(1));
        Assert.That((await partner.SearchAsync("UIN", numbers["UIN"], "birth")).Total, Is.EqualTo(1));
        Assert.That((await partner.SearchAsync("UIN", numbers["UIN"], "death")).Total, Is.Zero, "the child lives");
        Assert.That((await partner.SearchAsync("DRN", numbers["DRN"], "death")).Total, Is.EqualTo(1));
        Assert.That((await partner.SearchAsync("MRN", numbers["MRN"], "marriage")).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Are_none_in_an_empty_register()
    {
        using var server = new CrvsServer("Production", ("Keys:EncryptionKey", Convert.ToBase64String(new byte[32])));

        Assert.That(await new ExampleNumbers(server.Services.GetRequiredService<IRegistryStore>()).FindAsync(CancellationToken.None), Is.Empty);
    }
}
