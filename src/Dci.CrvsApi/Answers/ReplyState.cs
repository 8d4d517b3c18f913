using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Answers;

/// <summary>What the header of a reply says of the work: known once it is done, and kept with a callback until it is delivered.</summary>
internal sealed record ReplyState
{
    public required RequestEcho Request { get; init; }

    /// <summary>The action by the standard, for example <c>on-search</c>.</summary>
    public required string Action { get; init; }

    public required RequestStatus Status { get; init; }

    /// <summary>Why everything was rejected, null otherwise.</summary>
    public string? ReasonMessage { get; init; }

    /// <summary>Number of items of the request.</summary>
    public required int TotalCount { get; init; }

    /// <summary>How many of them are finished, this reply included.</summary>
    public required int CompletedCount { get; init; }

    /// <summary>Number of records in this reply.</summary>
    public int Records { get; init; }

    /// <summary>An object whose members stand in <c>header.meta</c> beside those of the server; null for none.</summary>
    public JsonElement? Meta { get; init; }
}

/// <summary>What the header says of the sending: made anew for each.</summary>
/// <param name="MessageId">Of this reply; not used for a partner that wants its own back in a synchronous answer.</param>
/// <param name="ServerId">What the server calls itself to this partner.</param>
/// <param name="At">The instant of the message.</param>
/// <param name="Meta">A JSON object for <c>header.meta</c>; empty for none.</param>
/// <param name="Synchronous">Whether this is the answer in the response itself.</param>
/// <param name="Encrypted">Whether the message beside the header is encrypted.</param>
internal sealed record ReplyOccasion(string MessageId, string ServerId, DateTimeOffset At, ReadOnlyMemory<byte> Meta, bool Synchronous, bool Encrypted);
