using Dci.CrvsApi.Registry.Workers;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dci.CrvsApi.Tests.Workers;

public sealed class WorkerPresenceTests
{
    private readonly ManualClock _clock = new();
    private readonly WorkerIdentity _worker = new();
    private readonly Roster _roster = new();
    private WorkerPresence _presence = null!;

    [SetUp]
    public void Build()
    {
        _roster.Said.Clear();
        _roster.Away = false;
        _presence = new WorkerPresence(_roster, _worker, _clock, NullLogger<WorkerPresence>.Instance);
    }

    [TearDown]
    public void Close() => _presence.Dispose();

    [Test]
    public async Task Is_on_the_roster_before_anything_can_be_claimed_and_off_it_at_the_end()
    {
        await _presence.StartAsync(CancellationToken.None);
        Assert.That(_roster.Said, Is.EqualTo([$"in {_worker.Id} until {_clock.GetUtcNow().AddSeconds(30):T}"]));

        await _presence.StopAsync(CancellationToken.None);
        Assert.That(_roster.Said[^1], Is.EqualTo($"off {_worker.Id}"));
    }

    [Test]
    public async Task Ends_although_it_can_not_sign_off()
    {
        await _presence.StartAsync(CancellationToken.None);
        _roster.Away = true;

        Assert.That(async () => await _presence.StopAsync(CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public void Does_not_start_when_it_can_not_sign_in()
    {
        _roster.Away = true;

        Assert.That(async () => await _presence.StartAsync(CancellationToken.None), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Says_that_it_is_there_before_it_looks_who_is_not()
    {
        using var presence = new WorkerPresence(_roster, _worker, new HastyClock(), NullLogger<WorkerPresence>.Instance);
        await presence.StartAsync(CancellationToken.None);
        await _roster.Looked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await presence.StopAsync(CancellationToken.None);

        Assert.That(_roster.Said[..3].Select(said => said[..3]), Is.EqualTo(["in ", "in ", "fre"]));
    }

    private sealed class Roster : IWorkerRoster
    {
        public List<string> Said { get; } = [];

        public TaskCompletionSource Looked { get; } = new();

        public bool Away { get; set; }

        public Task SignInAsync(string workerId, DateTimeOffset aliveUntil, CancellationToken cancellationToken) => Say($"in {workerId} until {aliveUntil:T}");

        public Task<int> FreeAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            Said.Add("free");
            Looked.TrySetResult();
            return Task.FromResult(0);
        }

        public Task SignOffAsync(string workerId, CancellationToken cancellationToken) => Say($"off {workerId}");

        private Task Say(string what)
        {
            if (Away)
                throw new IOException("The store is away.");
            Said.Add(what);
            return Task.CompletedTask;
        }
    }
}
