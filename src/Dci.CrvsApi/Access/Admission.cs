using System.Runtime.InteropServices;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Access;

/// <summary>
/// Back-pressure: how much is taken in and not yet finished or delivered, by partner and in all. Counted here as it happens, and
/// corrected from the store every few seconds, since other nodes work on the same.
/// </summary>
internal sealed class Admission(IOptions<AdmissionOptions> options)
{
    private const int ComeAgainAfter = 10;

    private readonly Lock _gate = new();
    private Dictionary<string, int> _unfinished = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>The refusal of another asynchronous message, null when there is room for one.</summary>
    public Failure? Refuse(Partner partner)
    {
        var most = partner.Limits.Unfinished ?? options.Value.MaxUnfinishedPerPartner;
        lock (_gate)
        {
            if (_unfinished.GetValueOrDefault(partner.Id) >= most)
                return TooMany($"{most} of your messages are not finished or delivered yet; let them be, then come again.");
            return _total >= options.Value.MaxUnfinished ? TooMany("The server has more work than it can take; come again later.") : null;
        }
    }

    /// <summary>Something more is to be finished or delivered.</summary>
    public void Add(string partnerId) => Change(partnerId, 1);

    /// <summary>Something was finished, delivered or given up.</summary>
    public void Remove(string partnerId) => Change(partnerId, -1);

    /// <summary>Begins anew with what the store says.</summary>
    public void Reset(params IReadOnlyList<IReadOnlyDictionary<string, int>> counts)
    {
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (partnerId, count) in counts.SelectMany(each => each))
            CollectionsMarshal.GetValueRefOrAddDefault(sums, partnerId, out _) += count;
        lock (_gate)
            (_unfinished, _total) = (sums, sums.Values.Sum(count => (long)count));
    }

    private void Change(string partnerId, int by)
    {
        lock (_gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_unfinished, partnerId, out _);
            var before = count;
            count = Math.Max(0, count + by);
            _total += count - before;
        }
    }

    private static Failure TooMany(string detail) =>
        new(StatusCodes.Status429TooManyRequests, "err.request.too_many_requests", detail) { RetryAfter = ComeAgainAfter };
}
