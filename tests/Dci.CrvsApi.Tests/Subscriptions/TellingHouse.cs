using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>A server that events are posted to, and subscribers that have no address: what they are told can be looked at in peace.</summary>
internal sealed class TellingHouse(EventHouse house) : IDisposable
{
    private Subscription? _watch;

    public CrvsServer Server { get; } = house.Server;

    public ISubscriptionStore Store => Server.Services.GetRequiredService<ISubscriptionStore>();

    /// <param name="environment">Development for whoever is called back on loopback.</param>
    public static async Task<TellingHouse> OpenAsync(string environment = "Production") => new(await EventHouse.OpenAsync(environment));

    /// <summary>A birth of 2024 at Brindle Bay Hospital in the district Brindle Bay of Quellmoor; the mother's national identifier is 4400112233.</summary>
    public static string Birth(string status = "REGISTERED", string touched = "2024", string given = "Linnea") => Clerk.Sample("opencrvs-1.6-birth.json")
        .Replace("\"code\": \"CERTIFIED\"", $"\"code\": \"{status}\"", StringComparison.Ordinal)
        .Replace("\"2024-03", $"\"{touched}-03", StringComparison.Ordinal)
        .Replace("Linnea", given, StringComparison.Ordinal);

    /// <summary>Another birth of the same kind.</summary>
    public static string AnotherBirth(int number) => Birth()
        .Replace("3c1d7b20-0000-4000-8000-000000000001", $"3c1d7b20-0000-4000-8000-0000001{number:00000}", StringComparison.Ordinal)
        .Replace("3c1d7b20-0000-4000-8000-00000000ffff", $"3c1d7b20-0000-4000-8000-0000002{number:00000}", StringComparison.Ordinal)
        .Replace("2024B7QKDMX", $"2024B{number:00000}", StringComparison.Ordinal);

    public async Task PostAsync(string bundle, bool notifies = false)
    {
        var reply = await (notifies ? house.Hospital : house.Registrar).PostAsync(bundle);
        Assert.That((int)reply.Status, Is.AnyOf(200, 201), reply.Text);
    }

    public async Task<string> PartnerAsync(Func<PartnerRegistration, PartnerRegistration>? change = null)
    {
        var registration = Registrations.Valid($"spp-{Guid.NewGuid():N}");
        var made = await Partners.AddAsync(change?.Invoke(registration) ?? registration, default);
        Assert.That(made, Is.InstanceOf<PartnerChange.Made>());
        return registration.Id!;
    }

    public async Task NarrowAsync(string partnerId, params (string Member, JsonNode? Value)[] members)
    {
        var changed = await Partners.ReplaceAsync(partnerId, Encoding.UTF8.GetBytes(Registrations.Json([("id", partnerId), .. members])), default);
        Assert.That(changed, Is.InstanceOf<PartnerChange.Made>());
    }

    public Task DisableAsync(string partnerId) => Partners.DisableAsync(partnerId, default);

    public async Task<Subscription> SubscribeAsync(
        string partnerId, SubscriptionDefinition wanted, ChangeKinds kinds = ChangeKinds.Registration, Func<NewSubscription, NewSubscription>? change = null)
    {
        var partner = (await Server.Services.GetRequiredService<PartnerDirectory>().FindAsync(partnerId, default))!.Partner;
        var passage = (SubscriptionPassage.Open)Server.Services.GetRequiredService<SubscriptionGate>().Consider(partner, wanted, kinds);
        var now = DateTimeOffset.UtcNow;
        var made = new NewSubscription
        {
            Code = Guid.CreateVersion7().ToString(),
            PartnerId = partnerId,
            Binding = SubscriptionBinding.Dci,
            CorrelationId = Guid.NewGuid().ToString(),
            Digest = RandomNumberGenerator.GetBytes(32),
            Definition = JsonSerializer.SerializeToUtf8Bytes(wanted, DefinitionJson.Default.SubscriptionDefinition),
            Kinds = kinds,
            Keys = passage.Keys,
            Scanned = passage.Scanned,
            Ordered = true,
            CreatedAt = now,
            StartsAt = now,
            AfterChange = await Server.Services.GetRequiredService<IChangeFeed>().ReadLastAsync(default),
        };
        return await Store.SaveAsync(change?.Invoke(made) ?? made, default);
    }

    /// <summary>Has somebody told of everything, after whom nobody else subscribes.</summary>
    public async Task WatchAsync()
    {
        var all = await PartnerAsync(partner => partner with { AllRecords = true, NotifiedEvents = true });
        _watch = await SubscribeAsync(all, Wanted.Every(), ChangeKinds.Registration | ChangeKinds.Notified | ChangeKinds.Certified);
    }

    /// <summary>Waits until so many changes were told to everybody.</summary>
    public async Task ToldAsync(int changes)
    {
        for (var patience = 200; (await EventsAsync(_watch!)).Count < changes; patience--)
        {
            Assert.That(patience, Is.Positive, "The changes are not told.");
            await Task.Delay(50);
        }
    }

    public Task<IReadOnlyList<SubscriptionEvent>> EventsAsync(Subscription subscription) => Store.ReadEventsAsync(subscription.SubscriptionNo, 0, 10_000, default);

    public async Task<ChangeKind[]> KindsAsync(Subscription subscription) => [.. (await EventsAsync(subscription)).Select(told => told.Kind)];

    public void Dispose() => house.Dispose();

    private PartnerAdministration Partners => Server.Services.GetRequiredService<PartnerAdministration>();
}
