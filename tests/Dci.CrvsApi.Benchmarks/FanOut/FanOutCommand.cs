using System.CommandLine;

namespace Dci.CrvsApi.Benchmarks.FanOut;

/// <summary><c>fanout</c>: what it costs to find out who is told of a change, by how many subscriptions there are that want something else.</summary>
internal static class FanOutCommand
{
    public static Command Create()
    {
        var counts = new Option<int[]>("--subscriptions") { Description = "How many subscriptions to other people there are.", DefaultValueFactory = _ => [1_000, 10_000, 100_000], AllowMultipleArgumentsPerToken = true };
        var changes = new Option<int>("--changes") { Description = "How many registrations are told.", DefaultValueFactory = _ => 1_000 };
        var matching = new Option<int[]>("--matching") { Description = "How many subscriptions want to hear of each.", DefaultValueFactory = _ => [0, 10], AllowMultipleArgumentsPerToken = true };
        var command = new Command("fanout", "Measures the telling of changes without the sending.") { counts, changes, matching };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(counts)!, parsed.GetValue(matching)!, parsed.GetValue(changes), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int[] counts, int[] matching, int changes, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("| subscriptions to others | told of each change | changes/s | µs a change | µs of CPU a change |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        foreach (var wanted in matching)
        {
            foreach (var others in counts)
            {
                using var house = new FanOutHouse();
                await house.SubscribeAsync(others, wanted, cancellationToken);
                // What the first changes find out for the first time is not what is measured.
                await house.RegisterAsync(0, 50, cancellationToken);
                await house.TellAsync(cancellationToken);
                await house.RegisterAsync(50, changes, cancellationToken);
                var (took, cpu) = await house.TellAsync(cancellationToken);
                Console.WriteLine($"| {others:N0} | {wanted:N0} | {changes / took.TotalSeconds:N0} | {took.TotalMicroseconds / changes:N0} | {cpu.TotalMicroseconds / changes:N0} |");
            }
        }
    }
}
