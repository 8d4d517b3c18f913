using System.Text.Json;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>A subscription to every birth, and what was heard of it, in the order in which it came.</summary>
/// <param name="Party">Who subscribed.</param>
/// <param name="TransactionId">What it is told under.</param>
/// <param name="Asked">When it was first sent, by the ledger's count of moments.</param>
internal sealed record Hearing(Party Party, string TransactionId, long Asked)
{
    private readonly List<(long Sequence, Guid Record)> _heard = [];
    private readonly HashSet<Guid> _records = [];

    /// <summary>When its on-subscribe was in the inbox; null while it is not.</summary>
    public long? Confirmed { get; set; }

    public int Count => _heard.Count;

    public bool Has(Guid record) => _records.Contains(record);

    /// <summary>What is wrong with the notification by itself, or null.</summary>
    public string? Hear(JsonElement header, JsonElement message, IReadOnlyDictionary<Guid, RegisteredBirth> births)
    {
        if (message.GetProperty("notify_event").EnumerateArray().ToList() is not [var told])
            return "a notification tells more than one event";
        var record = told.GetProperty("data").GetProperty("reg_records");
        var id = Guid.Parse(record.GetProperty("@id").GetString()!.AsSpan(0, 36));
        if (!births.TryGetValue(id, out var birth))
            return $"it tells of {id}, which was not registered in this run";
        if (!record.GetProperty("identifier").EnumerateArray().Any(identifier => identifier.GetProperty("identifier_value").ValueEquals(birth.Number)))
            return $"it tells of {id} under another number";
        if (!_records.Add(id))
            return $"it tells of {id} twice, under two message ids";
        _heard.Add((header.GetProperty("meta").GetProperty("sequence").GetInt64(), id));
        return null;
    }

    /// <summary>What is wrong with all that was heard.</summary>
    public IEnumerable<string> FaultsOf(IReadOnlyCollection<RegisteredBirth> births)
    {
        for (var index = 0; index < _heard.Count; index++)
        {
            if (_heard[index].Sequence == index + 1)
                continue;
            yield return $"event {index + 1} came with sequence {_heard[index].Sequence}";
            break;
        }

        if (births.Count(birth => birth.Begun > Confirmed && !Has(birth.RecordId)) is var lost and > 0)
            yield return $"{lost} births were not told";
        if (births.Count(birth => birth.Accepted < Asked && Has(birth.RecordId)) is var early and > 0)
            yield return $"{early} births from before it were told";
    }
}
