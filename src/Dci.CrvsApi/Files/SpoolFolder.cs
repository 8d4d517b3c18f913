using Dci.CrvsApi.Hosting;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Where long messages lie while they are received and looked through. Nothing in it outlives its request, or a start of the server.</summary>
internal sealed class SpoolFolder(DataFolder data, IOptions<FilesOptions> options)
{
    private readonly string _path = data.File("spool");
    private int _open;

    /// <summary>Makes the folder and removes what a process before this one left in it.</summary>
    public void Empty()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(_path);
        else
            Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var left in Directory.EnumerateFiles(_path))
            File.Delete(left);
    }

    /// <summary>A new file that is gone once it is disposed; null when there are as many as there may be.</summary>
    public SpoolFile? TryCreate()
    {
        if (Interlocked.Increment(ref _open) > options.Value.MaxSpooled)
        {
            Release();
            return null;
        }

        try
        {
            return new SpoolFile(Path.Combine(_path, Guid.NewGuid().ToString("N")), Release);
        }
        catch
        {
            Release();
            throw;
        }
    }

    private void Release() => Interlocked.Decrement(ref _open);
}
