using System.Globalization;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>A server with an empty register in which whoever is called back on loopback may be, and who posts births to it.</summary>
internal sealed class HubHouse : IDisposable
{
    private const string SampleIds = "3c1d7b20-0000-4000-8000-00000003";

    private static int _births;

    private HubHouse(CrvsServer server) => Server = server;

    public CrvsServer Server { get; private set; }

    public Clerk Registrar { get; private set; } = null!;

    public Clerk Hospital { get; private set; } = null!;

    public ISubscriptionStore Store => Server.Services.GetRequiredService<ISubscriptionStore>();

    public static async Task<HubHouse> OpenAsync(params (string Name, string Value)[] settings)
    {
        // Not on loopback only, so that nothing is seeded.
        var server = new CrvsServer(
            "Development", [("urls", "http://0.0.0.0:8080"), ("Deliveries:FirstDelay", "00:00:00.05"), ("Hub:RetryAfter", "00:00:00.05"), .. settings]);
        _ = server.Server;
        var places = (BundleReading.Accepted)BundleReader.Read(Encoding.UTF8.GetBytes(Clerk.Sample("places.json")));
        await server.Services.GetRequiredService<IPlaceStore>().SaveAsync(places.Bundle.Places, default);
        return new HubHouse(server) { Registrar = await Clerk.RegistrarAsync(server), Hospital = await Clerk.HospitalAsync(server) };
    }

    /// <summary>Somebody who may subscribe to everything, or what is changed of that.</summary>
    public async Task<HubSubscriber> JoinAsync(Func<PartnerRegistration, PartnerRegistration>? change = null)
    {
        var id = $"sub-{Guid.NewGuid():N}";
        var registration = new PartnerRegistration
        {
            Id = id,
            SignaturePolicy = "accept-unsigned",
            Scopes = ["registry.subscribe"],
            CallbackOrigins = ["http://127.0.0.1:*"],
            AllRecords = true,
            NotifiedEvents = true,
        };
        var added = await Server.Services.GetRequiredService<PartnerAdministration>().AddAsync(change?.Invoke(registration) ?? registration, default);
        Assert.That(added, Is.InstanceOf<PartnerChange.Made>(), () => string.Join(' ', ((PartnerChange.Refused)added).Reasons));
        return new HubSubscriber(Server.CreateClient(), id, await new SocialProtectionSystem(Server.CreateClient(), id, ((PartnerChange.Made)added).Secret!).TokenAsync());
    }

    public async Task ChangeAsync(PartnerRegistration registration) => Assert.That(
        await Server.Services.GetRequiredService<PartnerAdministration>().ReplaceAsync(registration.Id!, Encoding.UTF8.GetBytes(PartnerJson.Write(registration)), default),
        Is.InstanceOf<PartnerChange.Made>());

    /// <summary>Registers a birth of its own each time.</summary>
    public async Task<string> RegisterBirthAsync()
    {
        var number = Interlocked.Increment(ref _births);
        var recordId = Birth(number, out var bundle);
        var reply = await Registrar.PostAsync(bundle);
        Assert.That((int)reply.Status, Is.EqualTo(201), reply.Text);
        return recordId;
    }

    /// <summary>A registered birth; the same number is the same record.</summary>
    public static string Birth(int number, out string bundle)
    {
        var ids = string.Create(CultureInfo.InvariantCulture, $"3c1d7b20-0000-4000-8000-{number:x8}");
        bundle = Clerk.Sample("opencrvs-1.8-birth.json")
            .Replace(SampleIds, ids, StringComparison.Ordinal)
            .Replace("2025BXN3H5P", string.Create(CultureInfo.InvariantCulture, $"2025B{number:D6}"), StringComparison.Ordinal);
        return ids + "0001";
    }

    /// <summary>Waits until the partner has so many subscriptions that have not ended.</summary>
    public async Task<IReadOnlyList<Subscription>> WaitForSubscriptionsAsync(HubSubscriber subscriber, int count = 1)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            var found = await SubscriptionsAsync(subscriber);
            if (found.Count == count)
                return found;
            await Task.Delay(25);
        }

        throw new TimeoutException($"There never were {count} subscriptions.");
    }

    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(HubSubscriber subscriber) =>
        await Store.ListAsync(new SubscriptionFilter(subscriber.Id, null, SubscriptionState.Active, 100), default);

    /// <summary>Stops the server and starts another over what it left.</summary>
    public void Restart() => Server = Server.Restart();

    public void Dispose() => Server.Dispose();
}
