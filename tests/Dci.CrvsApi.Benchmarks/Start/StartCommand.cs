using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Registers;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Start;

/// <summary><c>start</c>: how long the server takes to be ready over an existing register, and what it holds when idle.</summary>
internal static class StartCommand
{
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var register = new RegisterOptions();
        var times = new Option<int>("--times") { Description = "How many starts.", DefaultValueFactory = _ => 5 };
        var command = new Command("start", "Measures the time to readiness over an existing register, and idle memory.") { times };
        register.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(register.Read(parsed), parsed.GetValue(times), cancellationToken));
        return command;
    }

    private static async Task RunAsync(RegisterOrder order, int times, CancellationToken cancellationToken)
    {
        using var copy = await RegisterCache.Default.CopyAsync(order, cancellationToken);
        var settings = new ServerSettings(order.Assembly, copy.Folder, order.Environment);
        // The first start creates keys and settles the copied files; it is not counted.
        await (await RunningServer.StartAsync(settings, cancellationToken)).DisposeAsync();
        var starts = new List<double>();
        for (var start = 0; start < times; start++)
        {
            await using var server = await RunningServer.StartAsync(settings, cancellationToken);
            starts.Add(server.ReadyAfter.TotalMilliseconds);
            if (start == times - 1)
                await WriteAsync(order, starts, server.ProcessId, cancellationToken);
        }
    }

    private static async Task WriteAsync(RegisterOrder order, List<double> starts, int processId, CancellationToken cancellationToken)
    {
        starts.Sort();
        await Task.Delay(Idle, cancellationToken);
        var cost = ProcessCost.Of(processId);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Server: {order.Assembly}, environment {order.Environment}; register of {order.Births:N0} births.");
        Console.WriteLine($"Ready (first 200 of /health/ready) after: best {starts[0]:N0} ms, median {starts[starts.Count / 2]:N0} ms, worst {starts[^1]:N0} ms of {starts.Count}.");
        Console.WriteLine($"Idle after {Idle.TotalSeconds:N0} s: RSS {cost.Rss / MiB:N0} MiB, RssAnon {cost.RssAnon / MiB:N0} MiB, CPU so far {cost.Cpu.TotalMilliseconds:N0} ms.");
    }
}
