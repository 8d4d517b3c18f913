using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Demonstration;

/// <summary>
/// The newcomer's first minute: in Development and Conformance, and only on loopback, an empty register is filled with
/// invented records and a partner is registered to ask about them. Everywhere else nothing is given.
/// </summary>
internal sealed class DemonstrationSetup(
    RegisterSeeding seeding,
    IRegisterWriter register,
    TrialPartners partners,
    DataFolder data,
    IOptions<ServerIdentity> server,
    IHostEnvironment environment,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime)
{
    private const long Seed = 20_260_630;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var addresses = ListenAddresses.Of(configuration);
        if (!environment.AllowsSandbox() || !ListenAddresses.AreLoopback(addresses))
        {
            lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome.Plain(addresses, data.Path)));
            return;
        }

        var counts = await register.CountAsync(cancellationToken);
        if (counts.Values.Sum() == 0)
            await seeding.SeedWithHistoryAsync(Seed, DemonstrationCounts.Small, cancellationToken);
        var demo = await DemoAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome.WithDemo(demo, data)));
    }

    private async Task<DemoFile> DemoAsync(CancellationToken cancellationToken)
    {
        var path = data.File(DemoFile.Name);
        var known = File.Exists(path) ? DemoFile.Read(await File.ReadAllBytesAsync(path, cancellationToken)) : null;
        var baseUrl = server.Value.PublicBaseUrl.AbsoluteUri.TrimEnd('/');
        if (known is not null && known.BaseUrl == baseUrl && (known.TestClient is not null || !environment.IsConformance()))
            return known;

        var demo = known is null ? await partners.EnsureAsync(DemonstrationPartner.Create(), cancellationToken) : CredentialsOf(known);
        var made = new DemoFile
        {
            BaseUrl = baseUrl,
            TokenUrl = baseUrl + "/oauth2/client/token",
            ClientId = demo.ClientId,
            ClientSecret = demo.ClientSecret,
            SenderId = demo.SenderId,
            ReceiverId = server.Value.SenderId,
            PrivateJwk = demo.PrivateJwk,
            Identifiers = known?.Identifiers ?? Examples(),
            TestClient = known?.TestClient ?? (environment.IsConformance() ? await partners.EnsureAsync(SandboxPartner.Create(), cancellationToken) : null),
        };
        await data.WriteAsync(DemoFile.Name, made.Write(), cancellationToken);
        return made;
    }

    private static DemoCredentials CredentialsOf(DemoFile known) => new(known.ClientId, known.ClientSecret, known.SenderId, known.PrivateJwk);

    private static Dictionary<string, string> Examples()
    {
        var examples = new DemonstrationRegister(Seed, DemonstrationCounts.Small).Examples();
        return new Dictionary<string, string?>
        {
            ["BRN"] = examples.BirthNumber,
            ["DRN"] = examples.DeathNumber,
            ["MRN"] = examples.MarriageNumber,
            ["UIN"] = examples.NationalId,
        }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }
}
