namespace Dci.CrvsApi.Tests.Deliveries.Order;

/// <summary>What is promised of ordered subscriptions, whatever happens in whatever order.</summary>
public sealed class OrderedDeliveryTests
{
    [Test]
    public void Sends_nothing_before_what_comes_before_it_has_arrived_and_loses_nothing([Range(1, 50)] int seed)
    {
        using var world = new ModelWorld(seed);

        world.Run(steps: 1500);
    }
}
