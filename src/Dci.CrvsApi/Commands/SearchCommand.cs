using System.CommandLine;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Commands;

/// <summary><c>search FILE</c>: what a DCI search message means here, as FHIR, and how many records each item matches. No record is shown.</summary>
internal static class SearchCommand
{
    private static readonly Argument<FileInfo> Message = new("file") { Description = "A DCI search message, or only its search_criteria, as JSON." };
    private static readonly Option<bool> Explain = new("--explain") { Description = "Only show the FHIR queries; search nothing." };

    public static Command Create()
    {
        var command = new Command("search", "Translate a DCI search message into FHIR queries and count what each item matches; no record is shown.") { Message, Explain };
        command.SetAction((parsed, cancelled) => CommandServices.RunAsync(parsed, services => RunAsync(parsed, services, cancelled), cancelled));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(await File.ReadAllBytesAsync(parsed.GetRequiredValue(Message).FullName, cancellationToken));
        }
        catch (JsonException fault)
        {
            await Console.Error.WriteLineAsync($"The file is not JSON: {fault.Message}");
            return 1;
        }

        using (document)
        {
            var refused = false;
            foreach (var item in Items(document.RootElement, services.GetRequiredService<TimeProvider>()))
                refused |= !await ExplainAsync(item, parsed.GetValue(Explain), services, cancellationToken);
            return refused ? 2 : 0;
        }
    }

    /// <summary>The items of a message; anything else is read as the criteria of one.</summary>
    private static IEnumerable<SearchItem> Items(JsonElement root, TimeProvider clock)
    {
        if (Member(Member(root, "message") ?? root, "search_request") is { ValueKind: JsonValueKind.Array } requests)
            return requests.EnumerateArray().Select(SearchItemReader.Read);

        var alone = new Dictionary<string, object> { ["reference_id"] = "1", ["timestamp"] = InstantText.Write(clock.GetUtcNow()), ["search_criteria"] = root };
        return [SearchItemReader.Read(JsonSerializer.SerializeToElement(alone), 0)];
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static async Task<bool> ExplainAsync(SearchItem item, bool onlyExplain, IServiceProvider services, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{item.ReferenceId}:");
        if (item.Malformed is { } malformed)
        {
            Console.WriteLine($"  refused, {malformed.Code}: {malformed.Detail}");
            return false;
        }

        var options = services.GetRequiredService<IOptions<SearchOptions>>().Value;
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var translation = CriteriaTranslator.Translate(
            item.Criteria!, new TranslationOptions(today) { DefaultPageSize = options.DefaultPageSize, MaximumPageSize = options.MaxPageSize });
        if (translation is Translation.Refused refused)
        {
            foreach (var fault in refused.Faults)
                Console.WriteLine($"  refused, {fault.Code}: {fault.Detail}");
            return false;
        }

        var query = ((Translation.Translated)translation).Query;
        foreach (var line in FhirSearchText.Of(query))
            Console.WriteLine($"  GET /fhir/{line}");
        if (!onlyExplain)
            Console.WriteLine("  " + Tell(await services.GetRequiredService<IRegistryStore>().SearchAsync(query, cancellationToken)));
        return true;
    }

    private static string Tell(SearchOutcome outcome) => outcome switch
    {
        SearchOutcome.Page page => $"{page.Total} records match",
        SearchOutcome.TooDeep deep => $"refused: pages start at row {deep.Limit} at most",
        SearchOutcome.SortTooWide wide => $"refused: this order is served for {wide.Limit} records at most",
        _ => throw new InvalidOperationException($"No words for {outcome.GetType().Name}."),
    };
}
