using System.Reflection;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>Where the files of the repository lie on the machine that built the tests.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    public static string Contract { get; } = Path.Combine(Root, "openapi.yaml");

    public static string GeneratorTool { get; } = Metadata("ContractGenerator");

    /// <summary>Every sample by its name without the extension.</summary>
    public static IReadOnlyDictionary<string, string> Examples { get; } = Directory
        .GetFiles(Path.Combine(Root, "api-spec", "examples"), "*.json")
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText);

    private static string Metadata(string key) => typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
