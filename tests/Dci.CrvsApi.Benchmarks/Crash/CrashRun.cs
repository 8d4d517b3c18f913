using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Notices;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Registers;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>One crash run: searches from several partners, a server that is killed and started again over the same folder, receivers that go away, and the account at the end.</summary>
internal sealed class CrashRun(CrashPlan plan)
{
    /// <summary>Callbacks go to loopback over plain http, which Production does not do.</summary>
    private const string Environment = "Conformance";
    private const int Births = 2000;
    private const int KnownNumbers = 300;
    private const int AskersEach = 3;
    private const int RegistrarsAtWork = 2;
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(2);

    private readonly Ledger _ledger = new();
    private readonly Random _random = new(plan.Seed);

    /// <summary>False when anything was lost, doubled or wrong.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"seed {plan.Seed}");
        using var register = await RegisterCache.Default.MakeAsync(new RegisterOrder(plan.Assembly, Environment, Births, 7, Fresh: true), cancellationToken);
        var address = RunningServer.FreeAddress();
        var parties = Parties(new Uri($"http://{address}"), register.Folder);
        var settings = Settings(register.Folder, parties);
        var server = new Victim(settings, address);
        await server.StartAsync(cancellationToken);
        try
        {
            foreach (var party in parties)
                await party.OpenAsync();
            var target = new Target(address, 0, ReplyCheck.For(address));
            var births = new BirthPost(target, PartnerOffice.SignIn(address, RegistrarCredentials));
            await RunAsync(server, parties, await KnowAsync(server, parties[0]), new Events(births, target), cancellationToken);
            await CheckAsync(parties);
            await Verdict.CheckDeliveriesAsync(_ledger, settings, cancellationToken);
            return Write(server, parties);
        }
        finally
        {
            foreach (var party in parties)
                await party.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private async Task RunAsync(Victim server, Party[] parties, KnownRecords known, Events events, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = parties.SelectMany(party => Enumerable.Repeat(party, AskersEach))
            .Select(party => new Asker(party, known, _ledger, new Random(_random.Next())))
            .Select(asker => Task.Run(() => asker.RunAsync(stop.Token), CancellationToken.None))
            .Concat(Listeners(parties, events).Select(listener => Task.Run(() => listener.RunAsync(stop.Token), CancellationToken.None)))
            .Concat(Registrars(events).Select(registrar => Task.Run(() => registrar.RunAsync(stop.Token), CancellationToken.None)))
            .ToArray();
        var receivers = InterruptReceiversAsync(parties, new Random(_random.Next()), stop.Token);
        var reader = ReadInboxesAsync(stop.Token);
        await KillAsync(server, new Random(_random.Next()), cancellationToken);
        await stop.CancelAsync();
        await receivers;
        await reader;
        await Task.WhenAll(workers).WaitAsync(Drain, cancellationToken);
    }

    private async Task KillAsync(Victim server, Random random, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var moments = Enumerable.Range(0, plan.Kills).Select(_ => plan.Duration * random.NextDouble()).Order().ToArray();
        foreach (var moment in moments)
        {
            // A moment that passed while the server was starting is one right after the start.
            await Wait(moment - clock.Elapsed, TimeSpan.FromMilliseconds(random.Next(200)), cancellationToken);
            await server.KillAsync(random, cancellationToken);
        }

        await Wait(plan.Duration - clock.Elapsed, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Each receiver goes away for a moment now and then, and comes back with the inbox it had.</summary>
    private static async Task InterruptReceiversAsync(Party[] parties, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(random.Next(500, 3000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var party = parties[random.Next(parties.Length)];
            await party.CloseAsync();
            await Task.Delay(random.Next(500), CancellationToken.None);
            await party.OpenAsync();
        }
    }

    /// <summary>While the run goes on, so that it is known what was confirmed before a birth was registered.</summary>
    private async Task ReadInboxesAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _ledger.ReadInboxes();
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<KnownRecords> KnowAsync(Victim server, Party party)
    {
        using var sampler = new RegisterSampler(server.Address, PartnerOffice.SignIn(server.Address, party.Credentials), TimeProvider.System);
        return await KnownRecords.AskAsync(party.Client, sampler.FirstNumbers().Take(KnownNumbers));
    }

    private async Task CheckAsync(Party[] parties)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            await Task.Delay(200);
            _ledger.ReadInboxes();
        }
        while (clock.Elapsed < Drain && !(_ledger.Asked.All(asked => asked.IsWhole) && _ledger.AllHeard));

        Verdict.Check(_ledger);
        Verdict.CheckHearings(_ledger);
        foreach (var party in parties)
            await Verdict.CheckStatusesAsync(_ledger, party, _ledger.AskedBy(party));
    }

    private bool Write(Victim server, Party[] parties)
    {
        var asked = _ledger.Asked.ToList();
        Console.WriteLine(
            $"{asked.Count:N0} searches acknowledged ({asked.Count(one => one.Expected.Count > 1):N0} batches, {asked.Count(one => one.Encrypted):N0} encrypted, {asked.Sum(one => one.Expected.Count):N0} items); "
            + $"{server.Kills} kills; {_ledger.Failures:N0} sendings without a reply.");
        Console.WriteLine($"{_ledger.Callbacks:N0} callbacks, and {parties.Sum(party => party.Repeats):N0} that came again and were dropped.");
        Console.WriteLine($"{_ledger.Births.Count:N0} births registered, {_ledger.Hearings.Count:N0} subscriptions, {_ledger.Hearings.Sum(hearing => hearing.Count):N0} notifications.");
        foreach (var fault in _ledger.Faults.Take(20))
            Console.WriteLine(fault);
        Console.WriteLine(_ledger.Faults.Count == 0 ? "Nothing was lost, doubled or wrong." : $"{_ledger.Faults.Count:N0} faults; the server's log: {File.ReadAllText(server.LogFile)[^Math.Min(4000, (int)new FileInfo(server.LogFile).Length)..]}");
        return _ledger.Faults.Count == 0;
    }

    private IEnumerable<Listener> Listeners(Party[] parties, Events events) =>
        parties.Select(party => new Listener(party, events.Target, _ledger, new Random(_random.Next())));

    private IEnumerable<Registrar> Registrars(Events events) =>
        Enumerable.Range(0, RegistrarsAtWork).Select(_ => new Registrar(events.Births, events.Target, _ledger, new Random(_random.Next())));

    private static Task Wait(TimeSpan time, TimeSpan least, CancellationToken cancellationToken) =>
        Task.Delay(time > least ? time : least, cancellationToken);

    private static Party[] Parties(Uri server, string folder) =>
    [
        new("crash-plain", server, folder),
        new("crash-encrypting", server, folder) { Encrypts = true },
        new("crash-pages", server, folder) { UsesRegisteredAddress = true, CallbackItems = 7 },
    ];

    private ServerSettings Settings(string folder, Party[] parties)
    {
        var file = Path.Combine(folder, "partners.json");
        File.WriteAllText(file, new JsonObject { ["partners"] = new JsonArray([.. parties.Select(party => party.Registration()), RegistrarRegistration()]) }.ToJsonString());
        return new ServerSettings(plan.Assembly, folder, Environment)
        {
            More = new Dictionary<string, string>
            {
                ["Partners__File"] = file,
                // Receivers come back within a moment here, and the run is not to wait for hours.
                ["Deliveries__FirstDelay"] = "00:00:00.2",
                ["Deliveries__LongestDelay"] = "00:00:02",
                ["Deliveries__Break"] = "00:00:00.5",
                ["Subscriptions__LongestDelay"] = "00:00:02",
            },
        };
    }

    private static Credentials RegistrarCredentials { get; } = new("crash-registrar", "registrar-of-the-crash-run", null);

    /// <summary>What it registers is invented, so it is a sandbox partner: the server would not start again over anything else here.</summary>
    private static JsonObject RegistrarRegistration() => new()
    {
        ["id"] = RegistrarCredentials.ClientId,
        ["secret_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RegistrarCredentials.Secret))),
        ["signature_policy"] = "accept-unsigned",
        ["scopes"] = new JsonArray("registration.write"),
        ["sandbox"] = true,
        ["limits"] = new JsonObject { ["requests_per_minute"] = 1_000_000 },
    };

    private sealed record Events(BirthPost Births, Target Target);
}
