using System.CommandLine;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Registers;

/// <summary>The options by which a command is told which server and which register to use.</summary>
/// <param name="environment">The server's environment unless another is named.</param>
internal sealed class RegisterOptions(string environment = "Production")
{
    private readonly Option<int> _births = new("--births") { Description = "Births in the generated register; 1000000 for the published figures.", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the generated register.", DefaultValueFactory = _ => 7 };
    private readonly Option<bool> _fresh = new("--fresh") { Description = "Seed anew even when the register was kept from an earlier run." };
    private readonly Option<FileInfo?> _server = new("--server") { Description = "The built Dci.CrvsApi.dll; default: the one of the same build." };
    private readonly Option<string> _environment = new("--environment") { Description = "The server's environment.", DefaultValueFactory = _ => environment };

    public void AddTo(Command command)
    {
        command.Options.Add(_births);
        command.Options.Add(_seed);
        command.Options.Add(_fresh);
        command.Options.Add(_server);
        command.Options.Add(_environment);
    }

    public RegisterOrder Read(ParseResult parsed) => new(
        ServerAssembly.Find(parsed.GetValue(_server)),
        parsed.GetValue(_environment)!,
        parsed.GetValue(_births),
        parsed.GetValue(_seed),
        parsed.GetValue(_fresh));
}
