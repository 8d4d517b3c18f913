using System.Diagnostics;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class GeneratedRecordsTests
{
    [Test]
    public async Task Are_what_the_contract_generates_now()
    {
        var output = Path.Combine(Path.GetTempPath(), $"contract-{Guid.NewGuid():N}.g.cs");
        try
        {
            var log = await GenerateAsync(output);

            Assert.That(File.Exists(output), Is.True, log);
            Assert.That(
                await File.ReadAllTextAsync(output),
                Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "src", "Dci.CrvsApi.Contract", "Contract.g.cs"))),
                "Run GenerateContract (api-spec/README.md).");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static async Task<string> GenerateAsync(string output)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { RepositoryFiles.GeneratorTool, "run", "contract.nswag", $"/variables:Output={output}" },
            WorkingDirectory = Path.Combine(RepositoryFiles.Root, "api-spec", "codegen"),
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var log = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return log;
    }
}
