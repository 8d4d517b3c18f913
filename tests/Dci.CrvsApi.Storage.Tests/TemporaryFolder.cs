namespace Dci.CrvsApi.Storage.Tests;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("register").FullName;

    public string Path { get; }

    public string Register => System.IO.Path.Combine(Path, "register.db");

    public StorageOptions Options => new() { DataFolder = Path };

    public RegisterStorage Open() => RegisterStorage.Open(Options, TimeProvider.System);

    public void Empty()
    {
        foreach (var file in Directory.EnumerateFiles(Path))
            File.Delete(file);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
