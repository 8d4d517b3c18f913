using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>Takes what subscribers want as it comes due and has it verified, a few at a time and few of one partner: the hub is nobody's hammer.</summary>
internal sealed partial class IntentLoop(
    IHubIntents intents, IntentQueue queue, IntentVerifier verifier, IOptions<HubOptions> options, IOptions<DeliveryOptions> deliveries, TimeProvider clock, ILogger<IntentLoop> logger)
    : OneEndService
{
    private const int AtOnce = 32;
    private const int OfPartner = 4;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _slots = new(AtOnce);

    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await TakeAsync(stoppingToken))
                    await queue.WaitAsync(Poll, stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.StoreAway(logger, away.Message);
                await Task.Delay(Poll, clock, stoppingToken);
            }
        }
    }

    // What is under way is let go of, and due at the next start.
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await StopExecutingAsync(cancellationToken);
        for (var slot = 0; slot < AtOnce; slot++)
            await _slots.WaitAsync(cancellationToken);
    }

    /// <summary>Whether there was anything to take.</summary>
    private async Task<bool> TakeAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        _slots.Release();
        var now = clock.GetUtcNow();
        var taken = await intents.ClaimAsync(now, now + deliveries.Value.AttemptTimeout + Margin, new HubClaim(Math.Max(1, _slots.CurrentCount), OfPartner), stoppingToken);
        foreach (var intent in taken)
        {
            await _slots.WaitAsync(CancellationToken.None);
            _ = Task.Run(() => WorkAsync(intent, stoppingToken), CancellationToken.None);
        }

        return taken.Count > 0;
    }

    private async Task WorkAsync(HubIntent intent, CancellationToken stoppingToken)
    {
        try
        {
            await SettleAsync(intent, await verifier.VerifyAsync(intent, stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LetGoAsync(intent);
        }
        catch (Exception fault)
        {
            // It is due again when its claim is over.
            Log.NotSettled(logger, fault, intent.PartnerId);
        }
        finally
        {
            _slots.Release();
            queue.Wake();
        }
    }

    private Task SettleAsync(HubIntent intent, IntentOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome == IntentOutcome.CarriedOut)
            return intents.SettleAsync(intent, cancellationToken);
        var tries = intent.Tries + 1;
        if (outcome == IntentOutcome.Dropped || tries >= options.Value.Tries)
            return intents.DropAsync(intent.IntentNo, cancellationToken);
        return intents.PostponeAsync(intent.IntentNo, clock.GetUtcNow() + options.Value.RetryAfter * Math.Pow(2, intent.Tries), tries, cancellationToken);
    }

    private async Task LetGoAsync(HubIntent intent)
    {
        try
        {
            await intents.PostponeAsync(intent.IntentNo, clock.GetUtcNow(), intent.Tries, CancellationToken.None);
        }
        catch (Exception fault)
        {
            Log.NotSettled(logger, fault, intent.PartnerId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What subscribers of the hub want can't be read from the store now: {Reason}")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "A request of {PartnerId} to the hub could not be worked on; it is tried again.")]
        public static partial void NotSettled(ILogger logger, Exception fault, string partnerId);
    }
}
