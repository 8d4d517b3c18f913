using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>Both sides of the account: what was asked, and what the inboxes hold.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, AskedMessage> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Hearing> _hearings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, RegisteredBirth> _births = new();
    private readonly Dictionary<Party, InboxPosition> _inboxes = [];
    private readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _faults = [];
    private int _failures;
    private long _moment;

    public IEnumerable<AskedMessage> Asked => _asked.Values;

    public ICollection<Hearing> Hearings => _hearings.Values;

    public ICollection<RegisteredBirth> Births => _births.Values;

    /// <summary>Whether every subscription has heard of every birth that began after it was confirmed.</summary>
    public bool AllHeard => Hearings.All(hearing => hearing.Confirmed is { } confirmed && Births.All(birth => birth.Begun <= confirmed || hearing.Has(birth.RecordId)));

    public IReadOnlyList<AskedMessage> AskedBy(Party party) => [.. _asked.Values.Where(asked => asked.Party == party)];

    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How often a message found no server, or lost it before the reply.</summary>
    public int Failures => _failures;

    public int Callbacks => _messageIds.Count;

    public void Note(AskedMessage asked)
    {
        _asked[asked.TransactionId] = asked;
        lock (_inboxes)
            _inboxes.TryAdd(asked.Party, new InboxPosition());
    }

    public void Note(Hearing hearing)
    {
        _hearings[hearing.TransactionId] = hearing;
        lock (_inboxes)
            _inboxes.TryAdd(hearing.Party, new InboxPosition());
    }

    public void Note(RegisteredBirth birth) => _births[birth.RecordId] = birth;

    /// <summary>A count of moments: what has a lower one was before.</summary>
    public long NextMoment() => Interlocked.Increment(ref _moment);

    public void NoteFailure() => Interlocked.Increment(ref _failures);

    public void Fault(string words) => _faults.Add(words);

    /// <summary>Reads what has come since the last time.</summary>
    public void ReadInboxes()
    {
        lock (_inboxes)
        {
            foreach (var (party, position) in _inboxes)
            {
                foreach (var line in position.ReadNew(party.InboxFile))
                    Enter(party, JsonElement.Parse(line));
            }
        }
    }

    private void Enter(Party party, JsonElement entry)
    {
        var (header, message) = (entry.GetProperty("header"), entry.GetProperty("message"));
        var id = header.GetProperty("message_id").GetString()!;
        var transaction = message.GetProperty("transaction_id").GetString()!;
        if (!_messageIds.Add(id))
            Fault($"Message {id} is in an inbox twice.");
        if (_hearings.TryGetValue(transaction, out var hearing) && hearing.Party == party)
        {
            Enter(hearing, header, message);
            return;
        }

        if (!_asked.TryGetValue(transaction, out var asked) || asked.Party != party)
        {
            Fault($"A callback belongs to transaction {transaction}, which {party.Id} did not start.");
            return;
        }

        if (asked.Encrypted != header.GetProperty("is_msg_encrypted").GetBoolean())
            Fault($"Transaction {transaction}: encrypted when the question was not, or the other way round.");
        if (header.GetProperty("total_count").GetInt32() != asked.Expected.Count)
            Fault($"Transaction {transaction}: total_count is wrong.");
        asked.Callbacks++;
        asked.LastCallbacks += header.GetProperty("status").ValueEquals("succ") ? 1 : 0;
        asked.CalledBackUnder.Add(message.GetProperty("correlation_id").GetString()!);
        foreach (var item in message.GetProperty("search_response").EnumerateArray())
            Enter(asked, item);
    }

    private void Enter(Hearing hearing, JsonElement header, JsonElement message)
    {
        if (header.GetProperty("action").ValueEquals("on-subscribe"))
        {
            if (hearing.Confirmed is not null || !message.GetProperty("subscribe_response")[0].GetProperty("status").ValueEquals("succ"))
                Fault($"Subscription {hearing.TransactionId} was confirmed twice, or refused: {message}");
            hearing.Confirmed = NextMoment();
        }
        else if (hearing.Hear(header, message, _births) is { } fault)
        {
            Fault($"Subscription {hearing.TransactionId} of {hearing.Party.Id}: {fault}.");
        }
    }

    private void Enter(AskedMessage asked, JsonElement item)
    {
        var reference = item.GetProperty("reference_id").GetString()!;
        if (!asked.Expected.TryGetValue(reference, out var expected))
        {
            Fault($"Transaction {asked.TransactionId}: reference {reference} was not asked for.");
            return;
        }

        asked.Answered[reference] = asked.Answered.GetValueOrDefault(reference) + 1;
        var records = KnownRecords.RecordsOf(item);
        if (!item.GetProperty("status").ValueEquals("succ") || records.Count != expected.Count || !records.Zip(expected).All(pair => JsonElement.DeepEquals(pair.First, pair.Second)))
            Fault($"Transaction {asked.TransactionId}: reference {reference} found something else than the synchronous search.");
    }

    /// <summary>How far an inbox has been read: whole lines only, since the last may be in the making.</summary>
    private sealed class InboxPosition
    {
        private long _read;

        public string[] ReadNew(string file)
        {
            if (!File.Exists(file))
                return [];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(_read, SeekOrigin.Begin);
            var bytes = new byte[stream.Length - _read];
            stream.ReadExactly(bytes);
            var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            _read += whole;
            return Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
