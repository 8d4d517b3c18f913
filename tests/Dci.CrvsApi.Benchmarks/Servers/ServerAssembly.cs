namespace Dci.CrvsApi.Benchmarks.Servers;

/// <summary>Finds the server that was built beside the benchmarks.</summary>
internal static class ServerAssembly
{
    private const string Name = "Dci.CrvsApi.dll";

    /// <summary>The assembly named by the user, else <c>artifacts/bin/Dci.CrvsApi/{configuration}</c> of the same build.</summary>
    public static string Find(FileInfo? named)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = named?.FullName ?? Path.Combine(here.Parent!.Parent!.FullName, "Dci.CrvsApi", here.Name, Name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"No server at {path}: build it (dotnet build -c Release src/Dci.CrvsApi) or name it with --server.", path);
    }
}
