using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Ingest;

/// <summary>How an import went.</summary>
internal sealed record ImportTally
{
    public int Created { get; set; }

    public int Replaced { get; set; }

    public int Unchanged { get; set; }

    public int Places { get; set; }

    public int Refused { get; set; }
}

/// <summary>Takes bundles into the register one by one: what can't be taken is told and left out; records go in after the places they name.</summary>
internal sealed class BundleImport(IRegisterWriter register, IPlaceStore places, RecordRenderer renderer)
{
    private const string Origin = "import";

    /// <summary>How many records may wait for places that come later in the same import.</summary>
    private const int MostWaiting = 10_000;

    /// <param name="report">Gets one line for each bundle that is refused; never a value out of it.</param>
    public async Task<ImportTally> ImportAsync(IAsyncEnumerable<BundleFile> files, Action<string> report, CancellationToken cancellationToken)
    {
        var tally = new ImportTally();
        var waiting = new List<(BundleFile File, IncomingBundle Bundle)>();
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            switch (BundleReader.Read(file.Json))
            {
                case BundleReading.Accepted accepted:
                    await TakePlacesAsync(accepted.Bundle, tally, cancellationToken);
                    if (waiting.Count < MostWaiting && await LacksPlaceAsync(accepted.Bundle.Record, cancellationToken))
                        waiting.Add((file, accepted.Bundle));
                    else
                        await TakeAsync(file, accepted.Bundle, tally, report, cancellationToken);
                    break;
                case BundleReading.Refused refused:
                    tally.Refused++;
                    foreach (var fault in refused.Faults)
                        report($"{file.Name}: {fault.Path}: {fault.Reason}");
                    break;
            }
        }

        foreach (var (file, bundle) in waiting)
            await TakeAsync(file, bundle, tally, report, cancellationToken);
        return tally;
    }

    private async Task TakePlacesAsync(IncomingBundle bundle, ImportTally tally, CancellationToken cancellationToken)
    {
        if (bundle.Places.Count == 0)
            return;
        await places.SaveAsync(bundle.Places, cancellationToken);
        tally.Places += bundle.Places.Count;
    }

    private async Task<bool> LacksPlaceAsync(VitalRecord? record, CancellationToken cancellationToken)
    {
        if (record is null)
            return false;
        var tree = await places.LoadAsync(cancellationToken);
        return Lacks(record.Place?.LocationId) || Lacks(record.Place?.AreaId) || Lacks(record.OfficeId);

        bool Lacks(string? id) => id is not null && tree.Find(id) is null;
    }

    private async Task TakeAsync(BundleFile file, IncomingBundle bundle, ImportTally tally, Action<string> report, CancellationToken cancellationToken)
    {
        if (bundle.Record is not { } record)
            return;
        var tree = await places.LoadAsync(cancellationToken);
        var entry = renderer.Entry(record, bundle.Normalised, bundle.Differs ? file.Json : null, tree, Origin);
        switch (await register.SaveAsync(entry, cancellationToken))
        {
            case WriteOutcome.Created:
                tally.Created++;
                break;
            case WriteOutcome.Replaced:
                tally.Replaced++;
                break;
            case WriteOutcome.Unchanged:
                tally.Unchanged++;
                break;
            case WriteOutcome.RegistrationNumberTaken:
                tally.Refused++;
                report($"{file.Name}: another registered record of this event has the same registration number; cancel or correct that one first.");
                break;
        }
    }
}
