namespace Dci.CrvsApi.Hosting;

/// <summary>The one folder that the server keeps files in: the embedded register, and in Development its key-encryption key and demo.json.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public DataFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        Path = System.IO.Path.GetFullPath(configuration["Data:Path"] ?? "data", environment.ContentRootPath);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that only its owner may read, whole or not at all.</summary>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = File(name);
        var draft = target + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using (var stream = new FileStream(draft, options))
            await stream.WriteAsync(content, cancellationToken);
        System.IO.File.Move(draft, target, overwrite: true);
    }
}
