namespace Dci.CrvsApi.Benchmarks.Registers;

/// <summary>A data folder made for one run and deleted after it.</summary>
internal sealed class RegisterCopy : IDisposable
{
    private RegisterCopy(string folder) => Folder = folder;

    public string Folder { get; }

    public static RegisterCopy At(string folder) => new(Directory.CreateDirectory(folder).FullName);

    public static RegisterCopy Of(string kept, string folder)
    {
        var copy = At(folder);
        foreach (var file in Directory.EnumerateFiles(kept))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return copy;
    }

    /// <summary>The bytes of everything in it.</summary>
    public long Size() => Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
