using System.Text.Json;

namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>A search that was sent, what its answer has to be, and what came.</summary>
/// <param name="Party">Who asked.</param>
/// <param name="TransactionId">Its transaction.</param>
/// <param name="Encrypted">Whether it was encrypted: then its answer must be too.</param>
/// <param name="Expected">The records that each item has to find, by reference.</param>
internal sealed record AskedMessage(Party Party, string TransactionId, bool Encrypted, IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Expected)
{
    /// <summary>How each reference was answered; more than once is a fault.</summary>
    public Dictionary<string, int> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>From the ACK, null while there is none.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>From the callbacks.</summary>
    public HashSet<string> CalledBackUnder { get; } = new(StringComparer.Ordinal);

    public int Callbacks { get; set; }

    /// <summary>How many of its callbacks say that it is finished.</summary>
    public int LastCallbacks { get; set; }

    public bool IsWhole => Answered.Count == Expected.Count;
}
