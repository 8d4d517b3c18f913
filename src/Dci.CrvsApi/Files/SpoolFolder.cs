using System.Runtime.InteropServices;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Registry.Queries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Where long messages lie while they are received and looked through. Nothing in it outlives its request, or a start of the server.</summary>
internal sealed class SpoolFolder(DataFolder data, IOptions<FilesOptions> options)
{
    private readonly string _path = data.File("spool");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _bySender = new(StringComparer.Ordinal);
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

    /// <summary>A new file that is gone once it is disposed; null when there are as many as there may be, of this sender or in all.</summary>
    /// <exception cref="RegisterUnavailableException">The disk has no room for one.</exception>
    public SpoolFile? TryCreate(string sender)
    {
        if (new DriveInfo(_path).AvailableFreeSpace < options.Value.LeaveFreeBytes)
            throw new RegisterUnavailableException("The disk is too full for long messages; make room, or set Files:LeaveFreeBytes.");
        if (!TryCount(sender))
            return null;
        try
        {
            return new SpoolFile(Path.Combine(_path, Guid.NewGuid().ToString("N")), () => Release(sender));
        }
        catch (IOException full)
        {
            Release(sender);
            throw new RegisterUnavailableException("A file can't be made in the spool folder.", full);
        }
        catch
        {
            Release(sender);
            throw;
        }
    }

    private bool TryCount(string sender)
    {
        lock (_gate)
        {
            if (_open >= options.Value.MaxSpooled || _bySender.GetValueOrDefault(sender) >= options.Value.MaxSpooledPerPartner)
                return false;
            _open++;
            CollectionsMarshal.GetValueRefOrAddDefault(_bySender, sender, out _)++;
            return true;
        }
    }

    private void Release(string sender)
    {
        lock (_gate)
        {
            _open--;
            if (--CollectionsMarshal.GetValueRefOrNullRef(_bySender, sender) == 0)
                _bySender.Remove(sender);
        }
    }
}
