using System.Diagnostics;
using System.Globalization;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Registers;

/// <summary>Generated registers, each seeded once by the server's own command and kept between runs.</summary>
/// <param name="Folder">Where they are kept.</param>
internal sealed record RegisterCache(string Folder)
{
    /// <summary>Beside the build output that these benchmarks were started from.</summary>
    public static RegisterCache Default { get; } =
        new(Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName, "benchmarks"));

    /// <summary>A copy of the register in a folder of its own: runs leave rows behind, and the next run starts from the same register.</summary>
    public async Task<RegisterCopy> CopyAsync(RegisterOrder order, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"register-{order.Births}-{order.Seed}"));
        var complete = Path.Combine(kept, "complete");
        if (order.Fresh || !File.Exists(complete))
        {
            Console.Error.WriteLine($"Seeding {order.Births:N0} births; this is done once, {kept} keeps them.");
            await SeedAsync(order, kept, cancellationToken);
            await File.WriteAllTextAsync(complete, "", cancellationToken);
        }

        return RegisterCopy.Of(kept, RunFolder);
    }

    /// <summary>A new register that is not kept: for small ones, and where an old one would do harm.</summary>
    public async Task<RegisterCopy> MakeAsync(RegisterOrder order, CancellationToken cancellationToken)
    {
        await SeedAsync(order, RunFolder, cancellationToken);
        return RegisterCopy.At(RunFolder);
    }

    private string RunFolder => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"run-{Environment.ProcessId}"));

    private static async Task SeedAsync(RegisterOrder order, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var clock = Stopwatch.StartNew();
        string[] arguments = ["seed", "--births", Text(order.Births), "--seed", Text(order.Seed)];
        await ServerCli.RunAsync(new ServerSettings(order.Assembly, folder, order.Environment), arguments, cancellationToken);
        Console.Error.WriteLine(
            $"Seeded in {clock.Elapsed.TotalSeconds:N1} s ({order.Births / clock.Elapsed.TotalSeconds:N0} births/s, process start included).");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The register a benchmark wants.</summary>
/// <param name="Assembly">The server that seeds it.</param>
/// <param name="Environment">The environment it is seeded and served in.</param>
/// <param name="Births">How many births.</param>
/// <param name="Seed">The seed of the generator.</param>
/// <param name="Fresh">Seeds anew even when there is one, for example after the mapping has changed.</param>
internal sealed record RegisterOrder(string Assembly, string Environment, int Births, int Seed, bool Fresh);
