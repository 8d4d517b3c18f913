using System.Security.Cryptography;

namespace Dci.CrvsApi.Benchmarks.Servers;

/// <summary>How a benchmark runs the server: which assembly, on which data, in which environment.</summary>
/// <param name="Assembly">The built server.</param>
/// <param name="DataFolder">Its data folder.</param>
/// <param name="Environment">The name of the ASP.NET Core environment.</param>
internal sealed record ServerSettings(string Assembly, string DataFolder, string Environment)
{
    /// <summary>Further settings, named as environment variables.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    public string LogFile => Path.Combine(DataFolder, "benchmark.log");

    public IReadOnlyDictionary<string, string> Variables() => new Dictionary<string, string>(More)
    {
        ["ASPNETCORE_ENVIRONMENT"] = Environment,
        ["DOTNET_ENVIRONMENT"] = Environment,
        ["Data__Path"] = DataFolder,
        ["Keys__EncryptionKey"] = EncryptionKey(),
        ["Management__Url"] = "http://127.0.0.1:0",
    };

    /// <summary>Sealed keys in the data folder must be readable by every later run over it.</summary>
    private string EncryptionKey()
    {
        var file = Path.Combine(DataFolder, "benchmark.kek");
        if (!File.Exists(file))
            File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return File.ReadAllText(file);
    }
}
