using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Registers;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary><c>load</c>: measures the running server end to end, with the floor beside it.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var register = new RegisterOptions();
        var connections = new Option<int[]>("--connections") { Description = "Concurrencies to measure.", DefaultValueFactory = _ => [1, 16, 64], AllowMultipleArgumentsPerToken = true };
        var requests = new Option<int>("--requests") { Description = "Look-ups a measurement at most; dearer requests and one connection get fewer.", DefaultValueFactory = _ => 20_000 };
        var seconds = new Option<int>("--seconds") { Description = "The longest a measurement may last (1 to 120).", DefaultValueFactory = _ => 20 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 120)
                result.AddError("--seconds must be from 1 to 120: signed messages go stale after five minutes.");
        });
        var warmUp = new Option<int>("--warm-up") { Description = "Look-ups of each kind before anything is measured.", DefaultValueFactory = _ => 20_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = _ => 3 };
        var command = new Command("load", "Starts the server over a generated register, measures it and the floor, and prints a table.")
        {
            connections, requests, seconds, warmUp, rounds,
        };
        register.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new LoadPlan(
                parsed.GetValue(connections)!,
                parsed.GetValue(requests),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(warmUp),
                parsed.GetValue(rounds));
            return await new LoadRun(register.Read(parsed), plan).RunAsync(cancellationToken) == 0 ? 0 : 1;
        });
        return command;
    }
}
