using System.CommandLine;
using System.Globalization;
using Dci.CrvsApi.Demonstration;
using Dci.CrvsApi.Registry.Demonstration;

namespace Dci.CrvsApi.Commands;

/// <summary><c>seed</c>: fills the register with invented records.</summary>
internal static class SeedCommand
{
    private static readonly Option<long> Births = Count("--births", "Births to make.");
    private static readonly Option<long> Deaths = Count("--deaths", "Deaths to make.");
    private static readonly Option<long> Marriages = Count("--marriages", "Marriages to make.");
    private static readonly Option<long> Seed = new("--seed") { Description = "Everything is drawn from this number; the same number makes the same register.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> NoBodies = new("--no-bodies") { Description = "Leave the FHIR bundles out (index-only registers for volume runs)." };

    public static Command Create()
    {
        var command = new Command("seed", "Fill the register with synthetic records. Fast on an empty register, where it stores all of them or none.")
        {
            Births, Deaths, Marriages, Seed, NoBodies,
        };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RunAsync(parsed, services, cancelled), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var counts = new DemonstrationCounts { Births = parsed.GetValue(Births), Deaths = parsed.GetValue(Deaths), Marriages = parsed.GetValue(Marriages) };
        if (counts.Total == 0)
        {
            await Console.Error.WriteLineAsync("Nothing to do: give --births, --deaths or --marriages.");
            return 1;
        }

        var clock = services.GetRequiredService<TimeProvider>();
        var started = clock.GetTimestamp();
        var stored = await services.GetRequiredService<RegisterSeeding>().SeedAsync(parsed.GetValue(Seed), counts, !parsed.GetValue(NoBodies), cancellationToken);
        var elapsed = clock.GetElapsedTime(started);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stored:N0} records stored in {elapsed.TotalSeconds:N1} s ({stored / elapsed.TotalSeconds:N0}/s)."));
        return 0;
    }

    private static Option<long> Count(string name, string description)
    {
        var option = new Option<long>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0)
                result.AddError($"{name} must not be negative.");
        });
        return option;
    }
}
