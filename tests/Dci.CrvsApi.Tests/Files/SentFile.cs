using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>A message that a partner sends as a file: right in every part, until a test says otherwise.</summary>
internal sealed class SentFile
{
    private readonly List<(string Name, byte[] Text)> _parts = [];
    private byte[] _file;

    private SentFile(byte[] file) => _file = file;

    public string MediaType { get; set; } = "application/octet-stream";

    /// <summary>A search by the rows of a table.</summary>
    public static SentFile Csv(SocialProtectionSystem partner, string table, string? callback = null, bool signed = false) =>
        Csv(partner, Encoding.UTF8.GetBytes(table), Header(partner, callback), signed);

    public static SentFile Csv(SocialProtectionSystem partner, byte[] table, JsonObject header, bool signed = false)
    {
        // Written with blanks, so that only the bytes as sent can be what was signed.
        var text = header.ToJsonString(new() { WriteIndented = true });
        var file = new SentFile(table) { MediaType = "text/csv" }.With("action", "search").With("fileFormat", "csv").With("header", text);
        return signed ? file.With("signature", partner.SignDetached($$$"""{"header":{{{text}}},"file":{"sha256":"{{{Base64Url.EncodeToString(SHA256.HashData(table))}}}"}}""")) : file;
    }

    /// <summary>A whole message in a file.</summary>
    public static SentFile Json(JsonObject envelope) =>
        new SentFile(Encoding.UTF8.GetBytes(envelope.ToJsonString())) { MediaType = "application/json" }.With("action", "search");

    public static JsonObject Header(SocialProtectionSystem partner, string? callback = null)
    {
        var header = partner.Header(0);
        if (callback is not null)
            header["sender_uri"] = callback;
        return header;
    }

    public SentFile With(string name, string text)
    {
        _parts.Add((name, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public SentFile Without(string name)
    {
        _parts.RemoveAll(part => part.Name == name);
        return this;
    }

    public SentFile Holding(string file)
    {
        _file = Encoding.UTF8.GetBytes(file);
        return this;
    }

    public async Task<Reply> SendAsync(SocialProtectionSystem partner, string path = "/registry/search", bool fileFirst = false)
    {
        using var content = Content(fileFirst);
        return await partner.PostAsync(content, path);
    }

    public MultipartFormDataContent Content(bool fileFirst = false)
    {
        var content = new MultipartFormDataContent();
        if (fileFirst)
            AddFile(content);
        foreach (var (name, text) in _parts)
            content.Add(new ByteArrayContent(text), name);
        if (!fileFirst)
            AddFile(content);
        return content;
    }

    private void AddFile(MultipartFormDataContent content)
    {
        var part = new ByteArrayContent(_file);
        part.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        content.Add(part, "fileName", "people");
    }
}
