using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Demonstration;

/// <summary>Fills a register with invented records, the same ones for the same seed.</summary>
internal sealed class RegisterSeeding(IRegisterWriter register, IPlaceStore places, TimeProvider clock)
{
    /// <summary>Every record in its last state, as fast as the store takes them.</summary>
    public async Task<long> SeedAsync(long seed, DemonstrationCounts counts, bool keepBodies, CancellationToken cancellationToken)
    {
        var made = new DemonstrationRegister(seed, counts);
        await places.SaveAsync(made.Places, cancellationToken);
        return await LoadAsync(new Ahead(made).Entries(cancellationToken), counts.Total, keepBodies, cancellationToken);
    }

    /// <summary>Into an empty register, every record as it was first registered, then the corrections and cancellations over them.</summary>
    public async Task SeedWhenEmptyAsync(long seed, DemonstrationCounts counts, CancellationToken cancellationToken)
    {
        if ((await register.CountAsync(cancellationToken)).Values.Sum() > 0)
            return;
        var made = new DemonstrationRegister(seed, counts);
        await places.SaveAsync(made.Places, cancellationToken);
        await LoadAsync(made.AsFirstRegistered().ToAsyncEnumerable(), counts.Total, keepBodies: true, cancellationToken);
        foreach (var change in made.Changes())
            await register.SaveAsync(change, cancellationToken);
    }

    private async Task<long> LoadAsync(IAsyncEnumerable<RecordEntry> entries, long total, bool keepBodies, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(Console.Error, "Seeding", total, clock, interactive: !Console.IsErrorRedirected);
        var loaded = await register.LoadAsync(entries, keepBodies, progress, cancellationToken);
        progress.Done();
        return loaded;
    }
}
