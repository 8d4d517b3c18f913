using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary><c>crash</c>: kills the server again and again under asynchronous searches, and holds what came back against what was acknowledged.</summary>
internal static class CrashCommand
{
    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long searches are sent.", DefaultValueFactory = _ => 5 };
        var kills = new Option<int>("--kills") { Description = "How often the server is killed in that time.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int?>("--seed") { Description = "Seed of everything random; printed, to run the same again." };
        var server = new Option<FileInfo?>("--server") { Description = "The built Dci.CrvsApi.dll; default: the one of the same build." };
        var command = new Command("crash", "Kills the server at random moments under asynchronous searches; fails when anything acknowledged is lost, doubled or wrong.")
        {
            minutes, kills, seed, server,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new CrashPlan(
                ServerAssembly.Find(parsed.GetValue(server)),
                TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                parsed.GetValue(kills),
                parsed.GetValue(seed) ?? Environment.TickCount);
            return await new CrashRun(plan).RunAsync(cancellationToken) ? 0 : 1;
        });
        return command;
    }
}

/// <summary>How a crash run goes.</summary>
/// <param name="Assembly">The server that is killed.</param>
/// <param name="Duration">How long searches are sent.</param>
/// <param name="Kills">How often it is killed in that time.</param>
/// <param name="Seed">Decides what is asked, and when the server and the receivers go down.</param>
internal sealed record CrashPlan(string Assembly, TimeSpan Duration, int Kills, int Seed);
