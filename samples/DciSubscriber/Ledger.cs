using System.Text.Json;

namespace DciSubscriber;

/// <summary>
/// The events of each subscription that we have dealt with, one a line, in a file that is only ever appended to. They are numbered from 1
/// without a gap, so the last number says what has been seen already and what is missing.
/// </summary>
public sealed class Ledger : IDisposable
{
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly FileStream _file;

    public Ledger(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (var (code, sequence) in Read(path))
            _last[code] = sequence;
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    /// <summary>The number of the last event that was dealt with; 0 for none.</summary>
    public long Last(string code) => _last.GetValueOrDefault(code);

    /// <summary>When it returns, the event is on the disk.</summary>
    public void Add(string code, long sequence, JsonElement item)
    {
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(new { code, sequence, item }));
        _file.Write("\n"u8);
        _file.Flush(flushToDisk: true);
        _last[code] = sequence;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What a crash left half written did not count: it is cut off, and read from the registry again.</summary>
    private static List<(string Code, long Sequence)> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        if (whole.Length < text.Length)
            File.WriteAllText(path, whole);
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).Select(line => (line.GetProperty("code").GetString()!, line.GetProperty("sequence").GetInt64()))];
    }
}
