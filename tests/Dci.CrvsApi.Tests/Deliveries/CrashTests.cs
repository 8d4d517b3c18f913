using System.Diagnostics;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>The promise, short form. The long form is the benchmarks' <c>crash</c> command, which this starts.</summary>
internal sealed class CrashTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Nothing_acknowledged_is_lost_doubled_or_wrong_when_the_server_is_killed(CancellationToken cancellationToken)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Dci.CrvsApi.Benchmarks", here.Name, "Dci.CrvsApi.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [program, "crash", "--minutes", "0.12", "--kills", "4"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var run = Process.Start(start)!;
        var errors = run.StandardError.ReadToEndAsync(cancellationToken);
        var output = await run.StandardOutput.ReadToEndAsync(cancellationToken);
        await run.WaitForExitAsync(cancellationToken);

        Assert.That(run.ExitCode, Is.Zero, $"{output}\n{await errors}");
        Assert.That(output, Does.Contain("Nothing was lost, doubled or wrong."));
    }
}
