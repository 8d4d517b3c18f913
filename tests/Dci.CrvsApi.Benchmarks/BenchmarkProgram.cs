using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Floor;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Micro;
using Dci.CrvsApi.Benchmarks.Start;

namespace Dci.CrvsApi.Benchmarks;

/// <summary>The commands that measure the server: under load, at start, and piece by piece.</summary>
internal static class BenchmarkProgram
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures the DCI CRVS server.")
        {
            LoadCommand.Create(),
            StartCommand.Create(),
            MicroCommand.Create(),
            FloorCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
