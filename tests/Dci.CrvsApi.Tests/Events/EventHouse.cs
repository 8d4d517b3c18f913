using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Events;

/// <summary>An empty register that knows the sample places, who posts to it and who searches it.</summary>
internal sealed class EventHouse : IDisposable
{
    private EventHouse(CrvsServer server) => Server = server;

    public CrvsServer Server { get; }

    public Clerk Registrar { get; private set; } = null!;

    public Clerk Hospital { get; private set; } = null!;

    public SocialProtectionSystem Asker { get; private set; } = null!;

    public static Task<EventHouse> OpenAsync(string environment = "Production") =>
        OpenAsync(new CrvsServer(environment, ("Keys:EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))));

    public static async Task<EventHouse> OpenAsync(CrvsServer server)
    {
        _ = server.Server;
        var places = (BundleReading.Accepted)BundleReader.Read(Encoding.UTF8.GetBytes(Clerk.Sample("places.json")));
        await server.Services.GetRequiredService<IPlaceStore>().SaveAsync(places.Bundle.Places, default);
        return new EventHouse(server)
        {
            Registrar = await Clerk.RegistrarAsync(server),
            Hospital = await Clerk.HospitalAsync(server),
            Asker = await Peers.JoinAsync("dci-crvs-1.0.0", server: server),
        };
    }

    public async Task<long> CountAsync(string type, string number, string? vitalEvent = null) => (await Asker.SearchAsync(type, number, vitalEvent)).Total;

    public async Task<IReadOnlyList<RecordChange>> ChangesAsync() => await Server.Services.GetRequiredService<IChangeFeed>().ReadAsync(0, 1000, default);

    public async Task<ChangeKind[]> KindsAsync() => [.. (await ChangesAsync()).Select(change => change.Kind)];

    public void Dispose() => Server.Dispose();
}
