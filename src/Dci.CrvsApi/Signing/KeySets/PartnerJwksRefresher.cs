using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Signing.KeySets;

/// <summary>
/// Reads partners' pinned key sets in the background, never while a request waits.
/// A set that cannot be read or holds no usable key changes nothing: the last good one stays.
/// </summary>
internal sealed partial class PartnerJwksRefresher(
    IPartnerKeySink sink,
    IServiceScopeFactory scopes,
    IOptions<PartnerKeySetOptions> options,
    TimeProvider clock,
    ILogger<PartnerJwksRefresher> logger) : BackgroundService
{
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, byte[]> _digests = new(StringComparer.Ordinal);

    /// <summary>Reads every pinned set once.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var pinned = await sink.ListPinnedAsync(cancellationToken);
        await Parallel.ForEachAsync(pinned, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, RefreshAsync);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, clock);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.PassFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async ValueTask RefreshAsync(PinnedKeySet pinned, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var body = await scope.ServiceProvider.GetRequiredService<PartnerKeySetClient>().FetchAsync(pinned.Address, cancellationToken);
            await KeepAsync(pinned, body, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.SetNotRead(logger, pinned.PartnerId, e.Message);
        }
    }

    private async Task KeepAsync(PinnedKeySet pinned, byte[] body, CancellationToken cancellationToken)
    {
        var digest = SHA256.HashData(body);
        if (_digests.TryGetValue(pinned.PartnerId, out var before) && before.AsSpan().SequenceEqual(digest))
            return;

        var usable = Usable(body);
        if (usable.Count == 0)
        {
            Log.NothingUsable(logger, pinned.PartnerId, string.Join("; ", PartnerKeyReader.ReadJwks(body).Faults));
            return;
        }

        await sink.SaveFetchedAsync(pinned.PartnerId, usable, cancellationToken);
        _digests[pinned.PartnerId] = digest;
    }

    private static IReadOnlyList<JsonElement> Usable(byte[] body)
    {
        if (PartnerKeyReader.ReadJwks(body).Empty)
            return [];

        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("keys").EnumerateArray().Where(jwk => !PartnerKeyReader.ReadJwk(jwk).Empty).Select(jwk => jwk.Clone())];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key set of partner {PartnerId} could not be read; its last good keys stay in use: {Reason}")]
        public static partial void SetNotRead(ILogger logger, string partnerId, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The key set of partner {PartnerId} holds no usable key; its last good keys stay in use: {Faults}")]
        public static partial void NothingUsable(ILogger logger, string partnerId, string faults);

        [LoggerMessage(3, LogLevel.Warning, "Partners' key sets could not be gone through; the next pass tries again.")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
