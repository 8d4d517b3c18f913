using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Files;

/// <summary>The parts of a message that came as a file, each at most once; nothing in them has been believed yet.</summary>
internal sealed class ReceivedParts : IDisposable
{
    private readonly Dictionary<string, byte[]> _texts = new(StringComparer.Ordinal);

    /// <summary>The file, null until it came.</summary>
    public ReceivedBody? File { get; set; }

    /// <summary>The bytes of a part that is text, null when it did not come.</summary>
    public byte[]? Text(string name) => _texts.GetValueOrDefault(name);

    public bool Has(string name) => name == FileParts.File ? File is not null : _texts.ContainsKey(name);

    public void Add(string name, byte[] text) => _texts.Add(name, text);

    /// <summary>Whoever answers the request disposes the file from now on.</summary>
    public ReceivedBody TakeFile()
    {
        var file = File ?? throw new InvalidOperationException("There is no file to take.");
        File = null;
        return file;
    }

    public void Dispose() => File?.Dispose();
}
