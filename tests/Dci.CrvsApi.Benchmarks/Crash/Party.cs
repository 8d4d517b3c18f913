using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Servers;
using WebhookReceiver;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>A partner of the crash run: it asks with the sample's client and is called back at the sample's receiver, which goes down too.</summary>
internal sealed class Party : IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly OwnKeys _keys;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private Receiver? _receiver;

    /// <param name="server">Where the server is, each time it is started.</param>
    /// <param name="folder">Where its keys and its inbox are.</param>
    public Party(string id, Uri server, string folder)
    {
        var address = RunningServer.FreeAddress();
        _settings = new Settings
        {
            Server = server,
            SenderId = id,
            RegistryId = PartnerOffice.ReceiverId,
            ClientId = id,
            ClientSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            KeyFolder = Path.Combine(folder, id),
            InboxFile = Path.Combine(folder, id, "inbox.jsonl"),
            Urls = $"http://{address}",
        };
        _keys = OwnKeys.Open(_settings);
        Client = new RegistryClient(_http, _settings, _keys);
    }

    public string Id => _settings.SenderId;

    public RegistryClient Client { get; }

    /// <summary>Whether some of its searches are encrypted.</summary>
    public bool Encrypts { get; init; }

    /// <summary>Whether it names no address in its searches, and is called back at the registered one.</summary>
    public bool UsesRegisteredAddress { get; init; }

    /// <summary>Most items of one callback, null for the server's own limit.</summary>
    public int? CallbackItems { get; init; }

    /// <summary>What it is known by to the benchmark's own client.</summary>
    public Credentials Credentials => new(_settings.ClientId, _settings.ClientSecret, new SigningKey(_keys.SigningKeyId, _keys.Signing));

    public string InboxFile => _settings.InboxFile;

    /// <summary>Where it is told of events.</summary>
    public Uri NoticeAddress => new(_settings.Urls + "/notify");

    public Uri? Callback => UsesRegisteredAddress ? null : new Uri(_settings.Urls + "/callback");

    /// <summary>How many callbacks came more than once so far.</summary>
    public int Repeats { get; private set; }

    public JsonObject Registration()
    {
        var limits = new JsonObject { ["requests_per_minute"] = 1_000_000, ["unfinished"] = 100_000, ["subscriptions"] = 1000 };
        if (CallbackItems is { } items)
            limits["callback_items"] = items;
        var keys = JsonNode.Parse(_keys.PublicJwks())!["keys"]!.DeepClone().AsArray();
        if (!Encrypts)
            keys.RemoveAt(1);
        return new JsonObject
        {
            ["id"] = Id,
            ["secret_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_settings.ClientSecret))),
            ["receiver_ids"] = new JsonArray(_settings.RegistryId),
            ["keys"] = new JsonObject { ["jwk"] = keys },
            ["scopes"] = new JsonArray("registry.search", "registry.txn-status", "registry.subscribe"),
            ["all_records"] = true,
            ["callback_origins"] = new JsonArray(_settings.Urls),
            ["callback_uri"] = _settings.Urls + "/registry/on-search",
            ["private_callbacks"] = true,
            ["limits"] = limits,
        };
    }

    public async Task OpenAsync() => _receiver = await Receiver.StartAsync(_settings, _keys, log: TextWriter.Null);

    public async Task CloseAsync()
    {
        if (_receiver is null)
            return;
        Repeats += _receiver.Repeats;
        await _receiver.DisposeAsync();
        _receiver = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _keys.Dispose();
        _http.Dispose();
    }
}
