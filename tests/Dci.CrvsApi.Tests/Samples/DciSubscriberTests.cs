using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Tests.Server;
using DciSubscriber;
using WebhookReceiver;

namespace Dci.CrvsApi.Tests.Samples;

/// <summary>"Tell me when somebody on my list dies", as the sample does it, against a server as a newcomer starts it.</summary>
internal sealed class DciSubscriberTests
{
    private const string Uin = "4400990017";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crvs-subscriber-");
    private readonly Lines _lines = new();
    private readonly int _port = FreePort();
    private CrvsServer _server = null!;
    private HttpClient _http = null!;
    private Settings _settings = null!;
    private OwnKeys _keys = null!;
    private RegistryClient _client = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _server = new CrvsServer();
        _ = _server.Demo;
        _http = _server.CreateClient();
        var (read, _) = Settings.Read(["--demo", Path.Combine(_server.DataFolder, "demo.json"), "--folder", _folder.FullName, "--urls", $"http://127.0.0.1:{_port}"]);
        _settings = read with { Server = _http.BaseAddress! };
        _keys = OwnKeys.Open(_settings);
        _client = new RegistryClient(_http, _settings, _keys);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _keys.Dispose();
        _http.Dispose();
        await _lines.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Is_told_of_each_event_once_and_in_order_and_reads_what_it_lost()
    {
        await using (var first = await StartAsync("first.jsonl"))
        {
            await first.Registry.SubscribeAsync([Uin]);
            await SaidAsync("Subscribed as");
            await RegistrationOffice.RegisterAsync(_client, Uin);
            await SaidAsync($"1. DEATH_REGISTERED: UIN {Uin}, died on 2026-06-30");
            await RegistrationOffice.CancelAsync(_client, Uin);
            await SaidAsync($"2. DEATH_CANCELLED: UIN {Uin}");
        }

        // The ledger is another: it knows of none of them.
        _lines.Clear();
        await using (await StartAsync("second.jsonl"))
        {
            await RegistrationOffice.RegisterAsync(_client, Uin);
            await SaidAsync("we have already");
        }

        Assert.That(_lines.Said.Where(line => line.StartsWith("  ", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "  Number 3 came, and the last we know is 0: reading what we missed.",
            $"  1. DEATH_REGISTERED: UIN {Uin}, died on 2026-06-30",
            $"  2. DEATH_CANCELLED: UIN {Uin}",
            $"  3. DEATH_REINSTATED: UIN {Uin}, died on 2026-06-30",
            "  Number 3 we have already.",
        }));
    }

    [Test]
    public async Task Learns_its_code_again_and_how_its_subscription_stands_until_it_ends_it()
    {
        await using var running = await StartAsync("ended.jsonl");
        await running.Registry.SubscribeAsync(["4400990025"]);
        await SaidAsync("Subscribed as");
        _lines.Clear();
        await running.Registry.SubscribeAsync(["4400990025"]);
        await SaidAsync("already; the last event we know is number 0.");
        var code = _lines.Said.Last(line => line.StartsWith("  Subscribed as", StringComparison.Ordinal)).Split(' ')[4];

        var active = await running.Registry.StatusAsync(code);
        await running.Registry.UnsubscribeAsync(code);
        await SaidAsync("  succ: ");
        var ended = await running.Registry.StatusAsync(code);

        Assert.That(active.GetRawText(), Does.Contain("\"state\":\"active\"").And.Contain(code));
        Assert.That(ended.GetRawText(), Does.Contain("\"state\":\"ended\""));
    }

    [Test]
    public async Task Knows_after_a_crash_what_it_has_dealt_with()
    {
        var path = Path.Combine(_folder.FullName, "crashed.jsonl");
        using (var ledger = new Ledger(path))
        {
            ledger.Add("c", 1, JsonElement.Parse("{}"));
            ledger.Add("c", 2, JsonElement.Parse("{}"));
        }

        await File.AppendAllTextAsync(path, """{"code":"c","sequ""");
        using var again = new Ledger(path);
        again.Add("d", 7, JsonElement.Parse("{}"));

        Assert.That((again.Last("c"), again.Last("d"), again.Last("e")), Is.EqualTo((2, 7, 0)));
    }

    [Test]
    public void Takes_its_list_from_the_command_line_and_from_a_file()
    {
        var list = Path.Combine(_folder.FullName, "list.txt");
        File.WriteAllText(list, "3\n\n 4 \n");

        var wish = Wish.Read(["1", "2", "--list", list, "--encrypt", "true"]);

        Assert.That(wish.People, Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(wish.Others, Is.EqualTo(new[] { "--encrypt", "true" }));
    }

    private async Task<Running> StartAsync(string ledger)
    {
        var registry = new SubscriptionClient(_client, new Uri($"http://127.0.0.1:{_port}/callback"), encrypted: false);
        var seen = new Ledger(Path.Combine(_folder.FullName, ledger));
        var subscriber = new Subscriber(registry, seen, _lines);
        var receiver = await Receiver.StartAsync(_settings, _keys, _server.CreateClient(), _lines, subscriber.Take);
        return new Running(receiver, registry, seen, subscriber);
    }

    private async Task SaidAsync(string words)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (_lines.Said.Any(line => line.Contains(words, StringComparison.Ordinal)))
                return;
            await Task.Delay(50);
        }

        throw new AssertionException($"It did not say '{words}' but:\n{string.Join('\n', _lines.Said)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The sample, until it is stopped.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Receiver _receiver;
        private readonly Ledger _ledger;
        private readonly Task _work;

        public Running(Receiver receiver, SubscriptionClient registry, Ledger ledger, Subscriber subscriber)
        {
            (_receiver, Registry, _ledger) = (receiver, registry, ledger);
            _work = subscriber.RunAsync(_stop.Token);
        }

        public SubscriptionClient Registry { get; }

        public async ValueTask DisposeAsync()
        {
            await _receiver.DisposeAsync();
            await _stop.CancelAsync();
            Assert.That(async () => await _work, Throws.InstanceOf<OperationCanceledException>());
            _ledger.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>What the sample prints.</summary>
    private sealed class Lines : TextWriter
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IReadOnlyCollection<string> Said => _said;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => _said.Enqueue(value ?? "");

        public void Clear() => _said.Clear();
    }
}
