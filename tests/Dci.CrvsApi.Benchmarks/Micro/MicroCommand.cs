using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary><c>micro</c>: BenchmarkDotNet over the pieces of a search.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments") { Description = "For BenchmarkDotNet, after '--': for example -- --filter '*Signature*', or -- --list flat.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("micro", "Measures the pieces of a search with BenchmarkDotNet.") { arguments };
        command.SetAction(parsed => Run(parsed.GetValue(arguments) is [_, ..] given ? given : ["--filter", "*"]));
        return command;
    }

    private static int Run(string[] arguments)
    {
        // In this process: the build of the repository (artifacts folder, central pins) is not one that BenchmarkDotNet can repeat.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(9));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(arguments, config);
        return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
