using System.Globalization;
using System.Text.Json;
using WebhookReceiver;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Numbers and the records that they find, as the synchronous search tells them before anything is killed; and numbers that nobody has.</summary>
internal sealed class KnownRecords
{
    private const int BatchSize = 100;
    private readonly List<string> _numbers;
    private readonly Dictionary<string, IReadOnlyList<JsonElement>> _records = new(StringComparer.Ordinal);

    private KnownRecords(List<string> numbers) => _numbers = numbers;

    public static async Task<KnownRecords> AskAsync(RegistryClient client, IEnumerable<string> numbers)
    {
        var known = new KnownRecords([.. numbers]);
        foreach (var batch in known._numbers.Chunk(BatchSize))
        {
            var message = await client.ComposeSearchAsync([.. batch.Select(number => new Question("BRN", number, number))], null, encrypted: false);
            var reply = JsonElement.Parse(await client.SendAsync("/registry/sync/search", message));
            foreach (var item in reply.GetProperty("message").GetProperty("search_response").EnumerateArray())
                known._records[item.GetProperty("reference_id").GetString()!] = RecordsOf(item);
        }

        return known._records.Count == known._numbers.Count && known._records.Values.All(records => records.Count > 0)
            ? known
            : throw new InvalidOperationException("The synchronous search does not find what the register has.");
    }

    /// <summary>The records in an item of an answer.</summary>
    public static IReadOnlyList<JsonElement> RecordsOf(JsonElement item) =>
        item.TryGetProperty("data", out var data) ? [.. data.GetProperty("reg_records").EnumerateArray()] : [];

    /// <summary>One item in ten finds nothing.</summary>
    public Question Question(Random random)
    {
        var number = random.Next(10) == 0 ? string.Create(CultureInfo.InvariantCulture, $"NONE{random.Next():D10}") : _numbers[random.Next(_numbers.Count)];
        return new Question("BRN", number, Guid.NewGuid().ToString());
    }

    public IReadOnlyList<JsonElement> Expected(Question question) => _records.GetValueOrDefault(question.Value) ?? [];
}
