using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Crash;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.FanOut;
using Dci.CrvsApi.Benchmarks.Floor;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Micro;
using Dci.CrvsApi.Benchmarks.Notices;
using Dci.CrvsApi.Benchmarks.Start;

namespace Dci.CrvsApi.Benchmarks;

/// <summary>The commands that measure the server: under load, at start, and piece by piece; and the one that kills it.</summary>
internal static class BenchmarkProgram
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures the DCI CRVS server, and kills it.")
        {
            LoadCommand.Create(),
            ExchangeCommand.Create(),
            NotifyCommand.Create(),
            StartCommand.Create(),
            MicroCommand.Create(),
            FloorCommand.Create(),
            CrashCommand.Create(),
            FanOutCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
