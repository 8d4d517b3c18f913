using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Registers;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>One run: a register, the server over it, a partner that asks and is called back in this process, and each measurement in turn.</summary>
internal static class ExchangeRun
{
    /// <summary>False when anything was lost or wrong.</summary>
    public static async Task<bool> RunAsync(RegisterOrder order, ExchangePlan plan, CancellationToken cancellationToken)
    {
        using var register = await RegisterCache.Default.CopyAsync(order, cancellationToken);
        var settings = new ServerSettings(order.Assembly, register.Folder, order.Environment);
        var credentials = await new PartnerOffice(settings).AddCalledBackAsync(cancellationToken);
        WriteConditions(order, register);
        await using var server = await RunningServer.StartAsync(settings, cancellationToken);
        var partner = PartnerOffice.SignIn(server.Address, credentials);
        using var sampler = new RegisterSampler(server.Address, partner, TimeProvider.System);
        var target = new Target(server.Address, server.ProcessId, ReplyCheck.For(server.Address));
        var traffic = new Traffic(target, partner, sampler.Draw(pageSize: 100), TimeProvider.System);

        var sound = true;
        foreach (var measure in plan.Measures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sound &= measure switch
            {
                "throughput" => new Throughput(traffic, plan).Measure(),
                "latency" => new Latency(traffic, plan.Duration).Measure(),
                "batch" => new Batch(traffic, plan.Items).Measure(),
                "backlog" => new Backlog(traffic, plan.Waiting).Measure(),
                _ => throw new ArgumentException($"Nothing is called {measure}."),
            };
            Console.WriteLine();
        }

        return sound;
    }

    private static void WriteConditions(RegisterOrder order, RegisterCopy register)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Server: {order.Assembly}, environment {order.Environment}; register of {order.Births:N0} births.");
        Console.WriteLine($"Disk: {Machine.DescribeDisk(register.Folder)}. Requests are written and signed before the clock starts; every callback is signed.");
        Console.WriteLine();
    }
}
