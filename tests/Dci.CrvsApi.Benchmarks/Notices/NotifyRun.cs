using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Registers;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>One run: a register, the server over it, who registers, who is told in this process, and each measurement in turn.</summary>
internal static class NotifyRun
{
    /// <summary>False when anything was lost, doubled, out of order or wrong.</summary>
    public static async Task<bool> RunAsync(RegisterOrder order, NotifyPlan plan, CancellationToken cancellationToken)
    {
        using var register = await RegisterCache.Default.CopyAsync(order, cancellationToken);
        var settings = new ServerSettings(order.Assembly, register.Folder, order.Environment);
        var office = new PartnerOffice(settings);
        var registrar = await office.AddRegistrarAsync(cancellationToken);
        var subscribers = new List<Credentials>();
        for (var index = 0; index < plan.Subscribers; index++)
            subscribers.Add(await office.AddSubscriberAsync($"bench-subscriber-{index}", cancellationToken));
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Server: {order.Assembly}, environment {order.Environment}; register of {order.Births:N0} births.");
        Console.WriteLine($"Disk: {Machine.DescribeDisk(register.Folder)}. Bundles are written before the clock starts; every notification is signed ES256.");
        Console.WriteLine();

        await using var server = await RunningServer.StartAsync(settings, cancellationToken);
        var target = new Target(server.Address, server.ProcessId, ReplyCheck.For(server.Address));
        var births = new BirthPost(target, PartnerOffice.SignIn(server.Address, registrar));
        using var audience = new Audience(target, [.. subscribers.Select(one => PartnerOffice.SignIn(server.Address, one))]);
        audience.HearEverything();
        var sound = true;
        foreach (var measure in plan.Measures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sound &= measure switch
            {
                "latency" => new NoticeLatency(audience, births).Measure(plan.Duration),
                "steady" => new SteadyLoad(audience, births).Measure(plan.PerSecond, plan.Duration),
                "drain" => new Drain(audience, births).Measure(plan.PerSecond),
                "strangers" => new Strangers(audience, births).Measure(plan.Strangers),
                "crowd" => new Crowd(audience, births).Measure(plan.Crowd),
                _ => throw new ArgumentException($"Nothing is called {measure}."),
            };
            Console.WriteLine();
        }

        return sound;
    }
}
