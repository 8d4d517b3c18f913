using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Registers;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary><c>exchange</c>: measures asynchronous searches from the question to the callback.</summary>
internal static class ExchangeCommand
{
    private static readonly string[] Everything = ["throughput", "latency", "batch", "backlog"];

    public static Command Create()
    {
        // Callbacks go to loopback over plain http, which Production does not do.
        var register = new RegisterOptions("Conformance");
        var measures = new Argument<string[]>("what") { Description = $"What to measure: {string.Join(", ", Everything)}. Everything when nothing is named.", Arity = ArgumentArity.ZeroOrMore };
        measures.AcceptOnlyFromAmong(Everything);
        var connections = new Option<int[]>("--connections") { Description = "Concurrencies of the throughput.", DefaultValueFactory = _ => [16, 64], AllowMultipleArgumentsPerToken = true };
        var requests = new Option<int>("--requests") { Description = "Searches of a throughput measurement.", DefaultValueFactory = _ => 50_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often the throughput is measured.", DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "How long the latency is measured.", DefaultValueFactory = _ => 60 };
        var items = new Option<int>("--items") { Description = "Identifiers of the batch.", DefaultValueFactory = _ => 20_000 };
        var waiting = new Option<int>("--waiting") { Description = "Deliveries that wait while the receiver is down.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("exchange", "Measures asynchronous searches from the question to the callback.")
        {
            measures, connections, requests, rounds, seconds, items, waiting,
        };
        register.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new ExchangePlan(
                parsed.GetValue(measures) is [_, ..] named ? named : Everything,
                parsed.GetValue(connections)!,
                parsed.GetValue(requests),
                parsed.GetValue(rounds),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(items),
                parsed.GetValue(waiting));
            return await ExchangeRun.RunAsync(register.Read(parsed), plan, cancellationToken) ? 0 : 1;
        });
        return command;
    }
}

/// <summary>What is measured, and how much of it.</summary>
/// <param name="Measures">Names of the measurements.</param>
/// <param name="Connections">The concurrencies of the throughput.</param>
/// <param name="Requests">Searches of a throughput measurement.</param>
/// <param name="Rounds">How often the throughput is measured.</param>
/// <param name="Duration">How long the latency is measured.</param>
/// <param name="Items">Identifiers of the batch.</param>
/// <param name="Waiting">Deliveries that wait while the receiver is down.</param>
internal sealed record ExchangePlan(
    IReadOnlyList<string> Measures, IReadOnlyList<int> Connections, int Requests, int Rounds, TimeSpan Duration, int Items, int Waiting);
