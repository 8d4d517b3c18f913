using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Pulling;

/// <summary>A request for events of a subscription.</summary>
/// <param name="Code">A code, or the correlation id that stands for it.</param>
/// <param name="After">The number of the last event that is not wanted; 0 for none.</param>
/// <param name="Limit">Most events that are wanted.</param>
internal sealed record PullWish(string TransactionId, string Code, long After, int Limit);

/// <summary>The form of a request for events.</summary>
internal static class PullRules
{
    private const int IdLength = 99;
    private const int UsualLimit = 100;
    private const int MostEvents = 1000;

    public static Outcome<PullWish> Read(JsonElement message)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", "err.request.bad", faults);
        var transactionId = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        var code = reader.RequiredText("subscription_code"u8, "subscription_code", IdLength);
        var after = reader.LongCount("after_sequence"u8, "after_sequence") ?? 0;
        if (after < 0)
            reader.Refuse("after_sequence", "must not be negative.");
        var limit = reader.Count("limit"u8, "limit") ?? UsualLimit;
        if (limit is < 1 or > MostEvents)
            reader.Refuse("limit", $"must be 1 to {MostEvents}.");
        return faults.Count == 0
            ? new PullWish(transactionId, code, after, limit)
            : Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));
    }
}
