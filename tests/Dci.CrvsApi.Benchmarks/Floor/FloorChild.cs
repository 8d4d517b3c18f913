using System.Security.Cryptography;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>Starts the floor over the register of a run, to answer what the server answered.</summary>
internal sealed class FloorChild : IAsyncDisposable
{
    private FloorChild(RunningServer process, string token)
    {
        Process = process;
        Token = token;
    }

    public RunningServer Process { get; }

    /// <summary>A token the floor takes.</summary>
    public string Token { get; }

    /// <param name="folder">The data folder of the run.</param>
    /// <param name="partner">Whose signatures it verifies.</param>
    /// <param name="reply">A reply of the server, whose header and message become the constant.</param>
    /// <param name="durable">Whether it writes a durable row before each answer.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public static async Task<FloorChild> StartAsync(string folder, BenchmarkPartner partner, byte[] reply, bool durable, CancellationToken cancellationToken)
    {
        using var tokenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = durable ? "floor-durable" : "floor";
        var settings = Path.Combine(folder, $"{name}.json");
        new FloorSettings(
            partner.Key!.Key.ExportSubjectPublicKeyInfo(),
            tokenKey.ExportSubjectPublicKeyInfo(),
            RegisterFile(folder),
            FloorSettings.PayloadOf(reply),
            durable ? Path.Combine(folder, "floor-journal.db") : null).Write(settings);
        var address = RunningServer.FreeAddress();
        var process = await RunningServer.StartAsync(
            typeof(FloorChild).Assembly.Location,
            ["floor", "--settings", settings, "--urls", $"http://{address}"],
            new Dictionary<string, string>(),
            Path.Combine(folder, $"{name}.log"),
            address,
            cancellationToken);
        return new FloorChild(process, FloorTokens.Issue(tokenKey, TimeProvider.System));
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string RegisterFile(string folder) =>
        Path.Combine(folder, "register.db") is var file && File.Exists(file) ? file : throw new FileNotFoundException($"No SQLite register in {folder}.", file);
}
