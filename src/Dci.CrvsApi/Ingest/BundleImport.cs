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

/// <summary>Takes bundles into the register one by one: what can't be taken is told and left out.</summary>
internal sealed class BundleImport(IRegisterWriter register, IPlaceStore places, RecordRenderer renderer)
{
    private const string Origin = "import";

    /// <param name="report">Gets one line for each bundle that is refused; never a value out of it.</param>
    public async Task<ImportTally> ImportAsync(IAsyncEnumerable<BundleFile> files, Action<string> report, CancellationToken cancellationToken)
    {
        var tally = new ImportTally();
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            switch (BundleReader.Read(file.Json))
            {
                case BundleReading.Accepted accepted:
                    await TakeAsync(file, accepted.Bundle, tally, report, cancellationToken);
                    break;
                case BundleReading.Refused refused:
                    tally.Refused++;
                    foreach (var fault in refused.Faults)
                        report($"{file.Name}: {fault.Path}: {fault.Reason}");
                    break;
            }
        }

        return tally;
    }

    private async Task TakeAsync(BundleFile file, IncomingBundle bundle, ImportTally tally, Action<string> report, CancellationToken cancellationToken)
    {
        if (bundle.Places.Count > 0)
        {
            await places.SaveAsync(bundle.Places, cancellationToken);
            tally.Places += bundle.Places.Count;
        }

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
