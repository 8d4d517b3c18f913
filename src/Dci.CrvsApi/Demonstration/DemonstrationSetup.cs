using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Registry.Demonstration;

namespace Dci.CrvsApi.Demonstration;

/// <summary>The newcomer's first minute: an empty register is filled with invented records, and a partner is registered to ask about them.</summary>
internal sealed class DemonstrationSetup(RegisterSeeding seeding, TrialCredentials credentials, DataFolder data, IHostApplicationLifetime lifetime)
{
    private const long Seed = 20_260_630;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await seeding.SeedWhenEmptyAsync(Seed, DemonstrationCounts.Small, cancellationToken);
        var demo = await credentials.EnsureAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome.WithDemo(demo, data)));
    }
}
