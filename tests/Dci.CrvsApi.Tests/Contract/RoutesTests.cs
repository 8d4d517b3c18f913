using Dci.CrvsApi.Management;
using Dci.CrvsApi.Tests.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Contract;

internal sealed class RoutesTests
{
    [Test]
    public void Are_exactly_the_operations_of_the_contract() =>
        Assert.That(
            RouteComparison.Of([DemoServer.Instance.Services.GetRequiredService<EndpointDataSource>(), .. DemoServer.Instance.Services.GetRequiredService<ManagementServer>().Routes]),
            Is.EqualTo(RouteComparison.Of(ContractReader.Contract)));
}
