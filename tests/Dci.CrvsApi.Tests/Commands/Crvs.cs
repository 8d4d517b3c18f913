using Dci.CrvsApi.Commands;

namespace Dci.CrvsApi.Tests.Commands;

/// <summary>Runs the command line on a data folder of its own and keeps what it prints.</summary>
internal sealed class Crvs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crvs-cli-");

    public string Folder => _folder.FullName;

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var printed = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(printed);
            Console.SetError(complained);
            var exitCode = await CommandLine.RunAsync([.. args, "--data", Folder]);
            return (exitCode, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
