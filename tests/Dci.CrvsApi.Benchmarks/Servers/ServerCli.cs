using System.Diagnostics;

namespace Dci.CrvsApi.Benchmarks.Servers;

/// <summary>Runs one of the server's own subcommands to its end.</summary>
internal static class ServerCli
{
    public static async Task<string> RunAsync(ServerSettings settings, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [settings.Assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(settings.Assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Variables())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}:\n{output}\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
