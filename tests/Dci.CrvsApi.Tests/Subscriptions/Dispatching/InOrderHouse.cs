using Dci.CrvsApi.Management;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions.Dispatching;

/// <summary>A quick server that births are posted to, and DCI subscribers with addresses that want to hear of each.</summary>
internal sealed class InOrderHouse : IDisposable
{
    private static readonly (string Name, string Value)[] Quick =
    [
        ("Deliveries:FirstDelay", "00:00:00.02"),
        ("Deliveries:PollInterval", "00:00:00.05"),
        ("Deliveries:AttemptTimeout", "00:00:00.5"),
        ("Deliveries:BreakAfter", "1000"),
        ("Subscriptions:LongestDelay", "00:00:00.1"),
        ("Subscriptions:PollInterval", "00:00:00.05"),
        ("Subscriptions:SweepInterval", "00:00:00.05"),
        ("Subscriptions:Window", "4"),
    ];

    private int _births;

    private InOrderHouse(TellingHouse telling) => Telling = telling;

    public TellingHouse Telling { get; private set; }

    public ISubscriptionStore Store => Telling.Store;

    public CapturedLogs Logs => Telling.Server.Logs;

    public SubscriptionAdministration Administration => Telling.Server.Services.GetRequiredService<SubscriptionAdministration>();

    public static async Task<InOrderHouse> OpenAsync(params (string Name, string Value)[] settings) =>
        new(new TellingHouse(await EventHouse.OpenAsync(new CrvsServer("Development", [.. Quick, .. settings]))));

    public async Task RestartAsync() => Telling = new TellingHouse(await EventHouse.OpenAsync(Telling.Server.Restart()));

    public async Task<Subscription> SubscribeAsync(
        string address, Func<PartnerRegistration, PartnerRegistration>? partner = null, SubscriptionDefinitionChange? wanted = null, Func<NewSubscription, NewSubscription>? change = null)
    {
        var id = await Telling.PartnerAsync(registration =>
        {
            registration = registration with { Sandbox = true, AllRecords = true, CallbackOrigins = ["http://127.0.0.1:*"] };
            return partner?.Invoke(registration) ?? registration;
        });
        var definition = Wanted.Every();
        return await Telling.SubscribeAsync(
            id,
            wanted?.Invoke(definition) ?? definition,
            change: made => change?.Invoke(made with { Address = address }) ?? made with { Address = address });
    }

    /// <summary>Posts so many births.</summary>
    public async Task HappenAsync(int births)
    {
        for (var i = 0; i < births; i++)
            await Telling.PostAsync(TellingHouse.AnotherBirth(++_births));
    }

    /// <summary>Waits until a subscription stands as it should.</summary>
    public async Task<Subscription> UntilAsync(Subscription subscription, Func<Subscription, bool> stands)
    {
        for (var patience = 600; ; patience--)
        {
            var now = (await Store.ReadAsync(subscription.SubscriptionNo, default))!;
            if (stands(now))
                return now;
            Assert.That(patience, Is.Positive, $"It stands otherwise: {now}");
            await Task.Delay(50);
        }
    }

    public Task<Subscription> UntilDeliveredAsync(Subscription subscription, long sequence) => UntilAsync(subscription, now => now.DeliveredSequence >= sequence);

    public void Dispose() => Telling.Dispose();
}

internal delegate Dci.CrvsApi.Subscriptions.SubscriptionDefinition SubscriptionDefinitionChange(Dci.CrvsApi.Subscriptions.SubscriptionDefinition definition);
