using System.CommandLine;
using Dci.CrvsApi.Ingest;

namespace Dci.CrvsApi.Commands;

/// <summary><c>import FILE|DIR</c>: takes FHIR bundles into the register.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileSystemInfo> Source = new("source") { Description = "A FHIR bundle (.json), bundles line by line (.ndjson), or a folder of both." };

    public static Command Create()
    {
        var command = new Command("import", "Import FHIR R4 bundles, or OpenCRVS's. A bad bundle is reported with its file and reason; the rest go in.") { Source };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RunAsync(parsed, services, cancelled), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var source = parsed.GetRequiredValue(Source);
        if (!source.Exists)
        {
            await Console.Error.WriteLineAsync($"There is nothing at {source.FullName}.");
            return 1;
        }

        var import = services.GetRequiredService<BundleImport>();
        var tally = await import.ImportAsync(BundleFiles.Under(source), Console.Error.WriteLine, cancellationToken);
        Console.WriteLine(
            $"{tally.Created} created, {tally.Replaced} replaced, {tally.Unchanged} unchanged, {tally.Places} places, {tally.Refused} refused.");
        return tally.Refused == 0 ? 0 : 2;
    }
}
