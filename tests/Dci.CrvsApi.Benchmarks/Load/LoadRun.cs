using Dci.CrvsApi.Benchmarks.Floor;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Registers;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>One end-to-end run: a register, the server over it, partners, the floor beside it, and every scenario in turn.</summary>
internal sealed class LoadRun(RegisterOrder order, LoadPlan plan)
{
    private readonly Meter _meter = new(plan, TimeProvider.System);
    private readonly LoadReport _report = new();

    /// <summary>Writes the tables, and gives the number of errors.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var register = await RegisterCache.Default.CopyAsync(order, cancellationToken);
        var settings = new ServerSettings(order.Assembly, register.Folder, order.Environment);
        var office = new PartnerOffice(settings);
        Credentials[] partners =
            [await office.AddUnsignedAsync(cancellationToken), await office.AddSigningAsync(cancellationToken), await office.AddMaskedAsync(cancellationToken)];

        WriteConditions(register);
        await using var server = await RunningServer.StartAsync(settings, cancellationToken);
        var signedIn = partners.Select(credentials => PartnerOffice.SignIn(server.Address, credentials)).ToArray();
        using var sampler = new RegisterSampler(server.Address, signedIn[0], TimeProvider.System);
        var scenarios = new Scenarios(sampler.Draw(pageSize: 100), signedIn[0], signedIn[1], signedIn[2]);
        var target = TargetOf(server);
        var reply = _meter.Once(target, scenarios.SignedLookup);
        await using var floor = await FloorChild.StartAsync(register.Folder, scenarios.Signed, reply, durable: false, cancellationToken);
        await using var durableFloor = await FloorChild.StartAsync(register.Folder, scenarios.Signed, reply, durable: true, cancellationToken);
        Measure(
            [
                (TargetOf(floor.Process), scenarios.Floor(Scenarios.FloorName, floor.Token)),
                (TargetOf(durableFloor.Process), scenarios.Floor(Scenarios.DurableFloorName, durableFloor.Token)),
                .. scenarios.All.Select(scenario => (target, scenario)),
            ],
            cancellationToken);
        return Write();
    }

    private static Target TargetOf(RunningServer server) => new(server.Address, server.ProcessId, ReplyCheck.For(server.Address));

    private void WriteConditions(RegisterCopy register)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Server: {order.Assembly}, environment {order.Environment}; register of {order.Births:N0} births, {register.Size() / 1048576.0:N0} MiB.");
        Console.WriteLine($"Disk: {Machine.DescribeDisk(register.Folder)}. Rounds: {plan.Rounds}; the median round is shown. Requests are written and signed before the clock starts.");
        Console.WriteLine();
    }

    /// <summary>Rounds go over all cells, so that a disturbance of the machine does not hit one of them alone.</summary>
    private void Measure(IReadOnlyList<(Target Target, Scenario Scenario)> cells, CancellationToken cancellationToken)
    {
        foreach (var (target, scenario) in cells)
            _meter.WarmUp(target, scenario);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var (target, scenario) in cells)
            {
                foreach (var connections in plan.Connections)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Console.Error.WriteLine($"round {round} of {plan.Rounds}: {scenario.Name}, {connections} connections");
                    _report.Add(_meter.Measure(target, scenario, connections));
                }
            }
        }
    }

    private int Write()
    {
        Console.WriteLine(_report.Table());
        Console.WriteLine(_report.Ratios(Scenarios.SignedName, Scenarios.FloorName));
        Console.WriteLine(_report.Ratios(Scenarios.SignedName, Scenarios.DurableFloorName));
        foreach (var fault in _report.FirstFaults())
            Console.WriteLine(fault);
        return _report.Errors;
    }
}
