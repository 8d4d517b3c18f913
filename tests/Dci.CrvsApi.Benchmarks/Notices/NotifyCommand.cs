using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Registers;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary><c>notify</c>: measures life events from the registration to the subscriber.</summary>
internal static class NotifyCommand
{
    private static readonly string[] Everything = ["latency", "steady", "drain", "strangers", "crowd"];

    public static Command Create()
    {
        // Callbacks go to loopback over plain http, which Production does not do.
        var register = new RegisterOptions("Conformance");
        var measures = new Argument<string[]>("what") { Description = $"What to measure: {string.Join(", ", Everything)}. Everything when nothing is named.", Arity = ArgumentArity.ZeroOrMore };
        measures.AcceptOnlyFromAmong(Everything);
        var seconds = new Option<int>("--seconds") { Description = "How long the latency and the steady load are measured.", DefaultValueFactory = _ => 60 };
        var perSecond = new Option<int>("--per-second") { Description = "Registrations a second of the steady load.", DefaultValueFactory = _ => 300 };
        var subscribers = new Option<int>("--subscribers") { Description = "Subscribers of the steady load, each told of everything.", DefaultValueFactory = _ => 10 };
        var strangers = new Option<int[]>("--strangers") { Description = "Numbers of subscriptions that nothing matches.", DefaultValueFactory = _ => [1_000, 10_000, 100_000], AllowMultipleArgumentsPerToken = true };
        var crowd = new Option<int>("--crowd") { Description = "Subscriptions that one registration matches.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("notify", "Measures life events from the registration to the subscriber.") { measures, seconds, perSecond, subscribers, strangers, crowd };
        register.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new NotifyPlan(
                parsed.GetValue(measures) is [_, ..] named ? named : Everything,
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(perSecond),
                parsed.GetValue(subscribers),
                parsed.GetValue(strangers)!,
                parsed.GetValue(crowd));
            return await NotifyRun.RunAsync(register.Read(parsed), plan, cancellationToken) ? 0 : 1;
        });
        return command;
    }
}

/// <summary>What is measured, and how much of it.</summary>
/// <param name="Measures">Names of the measurements.</param>
/// <param name="Duration">How long the latency and the steady load are measured.</param>
/// <param name="PerSecond">Registrations a second of the steady load.</param>
/// <param name="Subscribers">Subscribers of the steady load.</param>
/// <param name="Strangers">Numbers of subscriptions that nothing matches.</param>
/// <param name="Crowd">Subscriptions that one registration matches.</param>
internal sealed record NotifyPlan(IReadOnlyList<string> Measures, TimeSpan Duration, int PerSecond, int Subscribers, IReadOnlyList<int> Strangers, int Crowd);
