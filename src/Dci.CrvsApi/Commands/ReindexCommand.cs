using System.CommandLine;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Commands;

/// <summary><c>reindex</c>: reads every stored bundle again and renders its index rows and persons anew.</summary>
internal static class ReindexCommand
{
    public static Command Create()
    {
        var command = new Command("reindex", "Index and render every record again from its stored FHIR bundle; needed after an upgrade that changes the mapping, or after places were renamed.");
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RunAsync(services, cancelled), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var register = services.GetRequiredService<IRegisterWriter>();
        var renderer = services.GetRequiredService<RecordRenderer>();
        var tree = await services.GetRequiredService<IPlaceStore>().LoadAsync(cancellationToken);
        var total = (await register.CountAsync(cancellationToken)).Values.Sum();
        var progress = new ProgressLine(Console.Error, "Reindexing", total, services.GetRequiredService<TimeProvider>(), !Console.IsErrorRedirected);
        var (done, failed) = (0L, 0L);
        await foreach (var stored in register.ReadAllAsync(cancellationToken))
        {
            if (BundleReader.Read(stored.Bundle) is BundleReading.Accepted { Bundle.Record: { } record })
            {
                await register.SaveAsync(renderer.Entry(record, stored.Bundle, stored.Original, tree, stored.Origin), cancellationToken);
            }
            else
            {
                failed++;
                await Console.Error.WriteLineAsync($"Record {stored.RecordId}: its stored bundle can't be read; it stays as it was indexed.");
            }

            progress.Report(++done);
        }

        progress.Done();
        Console.WriteLine($"{done - failed} records indexed again, {failed} left as they were.");
        return failed == 0 ? 0 : 2;
    }
}
