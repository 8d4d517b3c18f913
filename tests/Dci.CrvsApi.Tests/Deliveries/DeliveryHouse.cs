using System.Diagnostics.Metrics;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Keys;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Dispatching;
using Dci.CrvsApi.Tests.Keys;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>The delivery machine over an outbox in memory, quick enough for tests, with the demonstration partner.</summary>
internal sealed class DeliveryHouse : IAsyncDisposable
{
    public const string PartnerId = "spp";

    private static readonly byte[] Message = """{"transaction_id":"t-1","correlation_id":"c-1","search_response":[]}"""u8.ToArray();

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly KeyCabinet _cabinet = new();
    private readonly WorkerIdentity _worker = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private ServerKeys _keys = null!;
    private Backlog _backlog = null!;
    private DeliveryMachine _machine = null!;

    public DeliveryHouse(string environment = "Development", INameResolver? names = null)
    {
        Environment = new Named(environment);
        Names = names ?? new DnsResolver();
        Partners = new PartnerHouse(environment);
    }

    public DeliveryOptions Options { get; } = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(20),
        LongestDelay = TimeSpan.FromMilliseconds(200),
        AttemptTimeout = TimeSpan.FromSeconds(5),
        PollInterval = TimeSpan.FromMilliseconds(20),
        BreakAfter = 1000,
        StopWithin = TimeSpan.FromSeconds(10),
    };

    public SubscriptionOptions Subscriptions { get; } = new() { LongestDelay = TimeSpan.FromMilliseconds(200) };

    /// <summary>Those that deliveries may belong to.</summary>
    public KnownSubscriptions Known { get; } = new();

    public IHostEnvironment Environment { get; }

    public INameResolver Names { get; }

    public PartnerHouse Partners { get; }

    public DeliveriesInMemory Store { get; } = new();

    public Secrets SecretStore { get; } = new();

    public Seal Seal => _cabinet.Seal;

    public DeliveryQueue Queue { get; private set; } = null!;

    public Outbox Outbox { get; private set; } = null!;

    public DeliveryWatch Watch { get; private set; } = null!;

    public IMeterFactory Meters => _meters.GetRequiredService<IMeterFactory>();

    public static ReplyState State { get; } = new()
    {
        Request = new RequestEcho("m-1", "search", PartnerId, "crvs", "t-1"),
        Action = "on-search",
        Status = RequestStatus.Succeeded,
        TotalCount = 1,
        CompletedCount = 1,
        Records = 1,
    };

    public async Task<DeliveryHouse> StartAsync(string[]? origins = null, Func<PartnerRegistration, PartnerRegistration>? with = null)
    {
        var registration = Registrations.Valid(PartnerId) with { Sandbox = true, CallbackOrigins = origins ?? ["http://127.0.0.1:*"] };
        await Partners.AddAsync(with is null ? registration : with(registration));
        _keys = await _cabinet.LoadAsync();
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var messages = new OutgoingMessage(new MessageSigner(_keys, KeyCabinet.Identity), new AnswerEncryption(Microsoft.Extensions.Options.Options.Create(new EncryptionOptions())), new ReplyMeta(Environment, KeyCabinet.Identity));
        var connections = new CallbackConnections(new CallbackDialer(Names, Environment), options);
        var writer = new CallbackWriter(
            Partners.Directory,
            messages,
            new RawMessages(Known, new SubscriptionSecrets(Seal), KeyCabinet.Identity),
            new CallbackCredentials(SecretStore, Seal, _clock),
            new CallbackPermission(Environment));
        _backlog = new Backlog(Microsoft.Extensions.Options.Options.Create(Subscriptions));
        Queue = new DeliveryQueue(options, _clock);
        Outbox = new Outbox(Queue, _worker, options, Microsoft.Extensions.Options.Options.Create(Subscriptions));
        Watch = new DeliveryWatch(Store, _clock, NullLogger<DeliveryWatch>.Instance);
        var run = new DeliveryRun(writer, new CallbackClient(connections, _clock), new AttemptHistory(Store, NullLogger<AttemptHistory>.Instance), new DeliveryClock(_clock, _worker, options, Microsoft.Extensions.Options.Options.Create(Subscriptions)), NullLogger<DeliveryRun>.Instance);
        var poller = new DeliveryPoller(Store, Queue, _worker, options, _clock, NullLogger<DeliveryPoller>.Instance);
        var settlements = new Settlements(Store, new DeliveryMetrics(Meters, Watch), new Admission(Microsoft.Extensions.Options.Options.Create(new AdmissionOptions())), _backlog, _clock, NullLogger<Settlements>.Instance);
        _machine = new DeliveryMachine(Queue, poller, run, settlements, options, NullLogger<DeliveryMachine>.Instance);
        await _machine.StartAsync(CancellationToken.None);
        return this;
    }

    public Task StopAsync() => _machine.StopAsync(CancellationToken.None);

    public async Task<Partner> PartnerAsync() => (await Partners.FindAsync(PartnerId))!;

    /// <summary>Stores a delivery as the worker does and sends it off.</summary>
    public async Task<string> SendAsync(Uri address)
    {
        var draft = await DraftAsync(address);
        Outbox.Send(Store.Add(draft));
        return draft.MessageId;
    }

    /// <summary>A delivery that is not stored yet, for which there is room here.</summary>
    public async Task<NewDelivery> DraftAsync(Uri address) =>
        Outbox.Draft(await PartnerAsync(), address, State, "c-1", Message, encrypt: false, _clock.GetUtcNow());

    /// <summary>A delivery that is due and that nobody has.</summary>
    public NewDelivery Due(Uri address) => new()
    {
        MessageId = Guid.CreateVersion7().ToString(),
        PartnerId = PartnerId,
        Action = "on-search",
        CorrelationId = "c-1",
        Address = address.OriginalString,
        Destination = address.GetLeftPart(UriPartial.Authority),
        Header = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(State, ReplyJson.Default.ReplyState),
        Message = Message,
        CreatedAt = _clock.GetUtcNow(),
        DueAt = _clock.GetUtcNow(),
        GiveUpAt = _clock.GetUtcNow().AddHours(1),
    };

    public async ValueTask DisposeAsync()
    {
        Store.Away = false;
        Options.StopWithin = TimeSpan.Zero;
        await StopAsync();
        _machine.Dispose();
        Watch.Dispose();
        Queue.Dispose();
        _backlog.Dispose();
        _keys.Dispose();
        Partners.Dispose();
        await _meters.DisposeAsync();
    }

    /// <summary>Secrets without a database.</summary>
    internal sealed class Secrets : ISecretStore
    {
        public List<StoredSecret> Rows { get; } = [];

        public Task<IReadOnlyList<StoredSecret>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredSecret>>([.. Rows]);

        public Task SaveAsync(StoredSecret secret, CancellationToken cancellationToken)
        {
            Rows.Add(secret);
            return Task.CompletedTask;
        }

        public Task<bool> RemoveAsync(string owner, string kind, CancellationToken cancellationToken) =>
            Task.FromResult(Rows.RemoveAll(row => row.Owner == owner && row.Kind == kind) > 0);
    }

    internal sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
