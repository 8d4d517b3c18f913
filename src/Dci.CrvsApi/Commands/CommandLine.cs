using System.CommandLine;

namespace Dci.CrvsApi.Commands;

/// <summary>The subcommands of the executable; without one it serves.</summary>
internal static class CommandLine
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "seed", "import", "partners", "keys", "deliveries", "subscriptions", "reindex", "search", "--help", "-h", "-?", "--version", "--data",
    };

    /// <summary>Whether the arguments name a subcommand and not settings of the server. Options may stand before the subcommand.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (Words.Contains(first) || !first.StartsWith('-') || first.StartsWith("--data=", StringComparison.Ordinal));

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("A DCI CRVS server. Without a subcommand it serves; settings are given as --Section:Name value or in the environment as Section__Name.");
        root.Add(SeedCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(PartnersCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(DeliveriesCommand.Create());
        root.Add(SubscriptionsCommand.Create());
        root.Add(ReindexCommand.Create());
        root.Add(SearchCommand.Create());
        root.Add(CommandServices.Data);
        return await root.Parse(args).InvokeAsync();
    }
}
