using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookReceiver;

namespace Dci.CrvsApi.Tests.Samples;

/// <summary>People copy from the sample: what it promises holds.</summary>
internal sealed class WebhookReceiverTests
{
    private readonly HttpClient _http = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crvs-receiver-");
    private PublishingRegistry _registry = null!;
    private Settings _settings = null!;
    private OwnKeys _keys = null!;
    private Receiver _receiver = null!;

    [OneTimeSetUp]
    public void MakeKeys()
    {
        _settings = new Settings
        {
            Server = new Uri("http://registry.example"),
            SenderId = "spp",
            RegistryId = "registry",
            ClientId = "spp",
            ClientSecret = "secret",
            KeyFolder = Path.Combine(_folder.FullName, "own"),
            InboxFile = Path.Combine(_folder.FullName, "inbox.jsonl"),
            Urls = "http://127.0.0.1:0",
        };
        _keys = OwnKeys.Open(_settings);
        _registry = new PublishingRegistry(_settings with { KeyFolder = Path.Combine(_folder.FullName, "registry") });
    }

    [SetUp]
    public async Task Start() => _receiver = await StartAsync();

    [TearDown]
    public async Task Stop()
    {
        await _receiver.DisposeAsync();
        File.Delete(_settings.InboxFile);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _http.Dispose();
        _keys.Dispose();
        _registry.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Keeps_a_message_once_also_across_a_restart()
    {
        var envelope = _registry.Sign(Header(), Answer());

        var first = await PostAsync(envelope);
        var second = await PostAsync(envelope, "/registry/on-search");
        await _receiver.DisposeAsync();
        _receiver = await StartAsync();
        var third = await PostAsync(envelope);

        Assert.That(new[] { first, second, third }.Select(reply => reply.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(third.Json["message"]!["ack_status"]!.GetValue<string>(), Is.EqualTo("ACK"));
        Assert.That(third.Json["message"]!["correlation_id"]!.GetValue<string>(), Is.EqualTo("c-1"));
        Assert.That(Inbox(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Forgets_half_a_line_that_a_crash_left()
    {
        await PostAsync(_registry.Sign(Header("m-1"), Answer()));
        await _receiver.DisposeAsync();
        await File.AppendAllTextAsync(_settings.InboxFile, """{"header":{"message_id":"m-2"},"mess""");
        _receiver = await StartAsync();

        var reply = await PostAsync(_registry.Sign(Header("m-2"), Answer()));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Inbox().Select(line => JsonElement.Parse(line).GetProperty("header").GetProperty("message_id").GetString()), Is.EqualTo(new[] { "m-1", "m-2" }));
    }

    [TestCase("header", "status")]
    [TestCase("message", "transaction_id")]
    public async Task Refuses_what_was_changed_on_the_way(string part, string member)
    {
        var envelope = JsonNode.Parse(_registry.Sign(Header(), Answer()))!;
        envelope[part]![member] = "changed";

        var reply = await PostAsync(envelope.ToJsonString());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(reply.Json["errors"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("err.signature.invalid"));
        Assert.That(Inbox(), Is.Empty);
    }

    [Test]
    public async Task Refuses_a_signature_by_a_key_that_the_registry_does_not_publish()
    {
        using var stranger = OwnKeys.Open(_settings with { KeyFolder = Path.Combine(_folder.FullName, "stranger") });

        var reply = await PostAsync(PublishingRegistry.Sign(Header(), Answer(), stranger));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Refuses_a_message_without_a_signature()
    {
        var reply = await PostAsync(new JsonObject { ["header"] = Header(), ["message"] = Answer() }.ToJsonString());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Refuses_a_message_for_somebody_else()
    {
        var header = Header();
        header["receiver_id"] = "another programme";

        var reply = await PostAsync(_registry.Sign(header, Answer()));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(Inbox(), Is.Empty);
    }

    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("""{"header":{"message_id":"m","action":"on-search"}}""")]
    [TestCase("""{"header":{"message_id":"m","action":"launch"},"message":{}}""")]
    [TestCase("""{"header":1,"header":2,"message":{}}""")]
    public async Task Refuses_what_is_no_callback(string body) =>
        Assert.That((await PostAsync(body)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task Keeps_an_encrypted_message_in_clear()
    {
        var envelope = _registry.Sign(Header(encrypted: true), Jwe.Encrypt(Answer().ToJsonString(), _keys.Encryption, _keys.EncryptionKeyId));

        var reply = await PostAsync(envelope);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(JsonElement.Parse(Inbox().Single()).GetProperty("message").GetProperty("transaction_id").GetString(), Is.EqualTo("t-1"));
    }

    [TestCase("tag")]
    [TestCase("iv")]
    [TestCase("ciphertext")]
    [TestCase("encrypted_key")]
    public async Task Refuses_an_encrypted_message_that_does_not_open(string member)
    {
        var message = Jwe.Encrypt(Answer().ToJsonString(), _keys.Encryption, _keys.EncryptionKeyId);
        var text = (string)message[member]!;
        message[member] = (text[0] == 'A' ? "B" : "A") + text[1..];

        var reply = await PostAsync(_registry.Sign(Header(encrypted: true), message));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(reply.Json["errors"]![0]!["code"]!.GetValue<string>(), Is.EqualTo("err.encryption.invalid"));
    }

    [Test]
    public async Task Asks_to_be_sent_the_message_again_while_the_keys_can_not_be_read()
    {
        _registry.IsDown = true;

        var refused = await PostAsync(_registry.Sign(Header(), Answer()));
        _registry.IsDown = false;
        var taken = await PostAsync(_registry.Sign(Header(), Answer()));

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(taken.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    private static JsonObject Header(string id = "m-1", bool encrypted = false) => new()
    {
        ["version"] = "1.0.0",
        ["message_id"] = id,
        ["message_ts"] = "2026-01-01T00:00:00.000Z",
        ["action"] = "on-search",
        ["status"] = "succ",
        ["total_count"] = 1,
        ["completed_count"] = 1,
        ["sender_id"] = "registry",
        ["receiver_id"] = "spp",
        ["is_msg_encrypted"] = encrypted,
    };

    private static JsonObject Answer() => new() { ["transaction_id"] = "t-1", ["correlation_id"] = "c-1", ["search_response"] = new JsonArray() };

    private Task<Receiver> StartAsync() => Receiver.StartAsync(_settings, _keys, new HttpClient(_registry, disposeHandler: false), TextWriter.Null);

    private async Task<(HttpStatusCode Status, JsonNode Json)> PostAsync(string body, string path = "/callback")
    {
        using var reply = await _http.PostAsync(new Uri(_receiver.Address, path), new StringContent(body));
        return (reply.StatusCode, (await reply.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private string[] Inbox()
    {
        using var reader = new StreamReader(new FileStream(_settings.InboxFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A registry of which only the key set can be read.</summary>
    private sealed class PublishingRegistry(Settings settings) : HttpMessageHandler
    {
        private readonly OwnKeys _keys = OwnKeys.Open(settings);

        public bool IsDown { get; set; }

        public string Sign(JsonObject header, JsonObject message) => Sign(header, message, _keys);

        public static string Sign(JsonObject header, JsonObject message, OwnKeys keys)
        {
            var content = $"\"header\":{header.ToJsonString()},\"message\":{message.ToJsonString()}";
            return $$"""{"signature":"{{Jws.Sign($"{{{content}}}", keys.Signing, keys.SigningKeyId)}}",{{content}}}""";
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsDown
            ? throw new HttpRequestException("down")
            : Task.FromResult(new HttpResponseMessage(request.RequestUri?.AbsoluteUri == "http://registry.example/.well-known/jwks.json" ? HttpStatusCode.OK : HttpStatusCode.NotFound)
            {
                Content = new StringContent(_keys.PublicJwks()),
            });

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _keys.Dispose();
            base.Dispose(disposing);
        }
    }
}
