using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Files;

/// <summary>A long message on its way in: written to a file and hashed as it comes, then looked at through a mapping of that file.</summary>
internal sealed class SpoolFile(string path, Action release) : IDisposable
{
    private readonly FileStream _file = new(path, Options());
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryMappedFile? _mapping;
    private MappedMemory? _memory;
    private bool _disposed;

    public long Length { get; private set; }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var segment in bytes)
        {
            _hash.AppendData(segment.Span);
            try
            {
                await _file.WriteAsync(segment, cancellationToken);
            }
            catch (IOException full)
            {
                throw NotWritten(full);
            }

            Length += segment.Length;
        }
    }

    /// <summary>SHA-256 of what was written.</summary>
    public byte[] Hash() => _hash.GetHashAndReset();

    /// <summary>What was written; not to be used once the file is disposed.</summary>
    public ReadOnlyMemory<byte> Map()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException full)
        {
            throw NotWritten(full);
        }

        _mapping = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _memory = new MappedMemory(_mapping.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read), (int)Length);
        return _memory.Memory;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        ((IDisposable?)_memory)?.Dispose();
        _mapping?.Dispose();
        _file.Dispose();
        _hash.Dispose();
        release();
    }

    private static RegisterUnavailableException NotWritten(IOException full) => new("A long message could not be written to the spool folder.", full);

    // Nobody but the owner may read it, and it is gone with its handle, whatever ends the request.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 128 * 1024,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
