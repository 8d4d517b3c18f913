using System.Text;
using System.Text.Json;

namespace WebhookReceiver;

/// <summary>
/// Every message once, in a file that is only ever appended to. The registry sends again until it is told that a message has arrived,
/// also after a crash on either side: so a message counts when it is on the disk, and its message_id makes it known for good.
/// </summary>
public sealed class Inbox : IDisposable
{
    private readonly FileStream _file;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public Inbox(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _file.SetLength(ReadKnown());
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>How many messages came again.</summary>
    public int Repeats { get; private set; }

    /// <summary>Keeps the message; false when it is known already. When it returns, the message is on the disk.</summary>
    public bool TryAdd(string messageId, JsonElement header, JsonElement message)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { header, message }) + "\n");
        lock (_lock)
        {
            if (_known.Contains(messageId))
            {
                Repeats++;
                return false;
            }

            _file.Write(line);
            _file.Flush(flushToDisk: true);
            return _known.Add(messageId);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Learns the ids of all messages, and tells where the last whole line ends: what a crash left behind it never counted.</summary>
    private long ReadKnown()
    {
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            _known.Add(JsonElement.Parse(line).GetProperty("header").GetProperty("message_id").GetString()!);
        return Encoding.UTF8.GetByteCount(whole);
    }
}
