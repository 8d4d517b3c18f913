using System.Runtime.InteropServices;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Subscriptions that are known to have events outside of the outbox, and how many of their deliveries wait inside: says which have room for more.</summary>
internal sealed class Backlog(IOptions<SubscriptionOptions> options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _open = [];
    private readonly HashSet<long> _ready = [];
    private readonly Bell _bell = new();

    /// <summary>Waits until one has room, at most this long; false when none has.</summary>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _bell.WaitAsync(longest, cancellationToken);

    /// <summary>It has events outside of the outbox, and so many deliveries inside.</summary>
    public void Await(long subscriptionNo, int open)
    {
        lock (_gate)
        {
            _open[subscriptionNo] = open;
            Look(subscriptionNo, open);
        }
    }

    /// <summary>It has no events outside of the outbox, or none that may go now.</summary>
    public void Forget(long subscriptionNo)
    {
        lock (_gate)
        {
            _open.Remove(subscriptionNo);
            _ready.Remove(subscriptionNo);
        }
    }

    /// <summary>A delivery of it left the outbox.</summary>
    public void Left(long subscriptionNo)
    {
        lock (_gate)
        {
            ref var open = ref CollectionsMarshal.GetValueRefOrNullRef(_open, subscriptionNo);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref open))
                Look(subscriptionNo, --open);
        }
    }

    /// <summary>It should be looked at, whatever is known of it.</summary>
    public void Wake(long subscriptionNo)
    {
        lock (_gate)
            _ready.Add(subscriptionNo);
        _bell.Ring();
    }

    /// <summary>Those that have room.</summary>
    public IReadOnlyList<long> Take()
    {
        lock (_gate)
        {
            var ready = _ready.ToList();
            _ready.Clear();
            return ready;
        }
    }

    public void Dispose() => _bell.Dispose();

    private void Look(long subscriptionNo, int open)
    {
        if (open <= options.Value.Window / 2 && _ready.Add(subscriptionNo))
            _bell.Ring();
    }
}
