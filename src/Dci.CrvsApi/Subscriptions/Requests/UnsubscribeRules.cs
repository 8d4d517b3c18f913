using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>A request to be told no more.</summary>
/// <param name="Codes">Without repeats; never empty.</param>
internal sealed record EndingWish(string TransactionId, IReadOnlyList<string> Codes);

/// <summary>The form of a request to be told no more, in the spellings of every edition and of OpenSPP.</summary>
internal static class UnsubscribeRules
{
    private const int IdLength = 99;
    private const int MostCodes = 1000;

    public static Outcome<EndingWish> Read(JsonElement message)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", "err.request.bad", faults);
        var transactionId = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        // The drafts declare the one and require the other.
        if (reader.Any("timestamp"u8) is not null || reader.Any("timesstamp"u8) is null)
            _ = reader.RequiredInstant("timestamp"u8, "timestamp");
        else
            _ = reader.RequiredInstant("timesstamp"u8, "timesstamp");
        var codes = Codes(reader);
        return faults.Count == 0 ? new EndingWish(transactionId, codes) : Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));
    }

    private static List<string> Codes(FieldReader reader)
    {
        var codes = new List<string>();
        Take("subscription_codes"u8, "subscription_codes");
        Take("sunscription_codes"u8, "sunscription_codes");
        Take("subscription_code"u8, "subscription_code");
        if (codes.Count == 0)
            reader.Refuse("subscription_codes", "is required.");
        else if (codes.Count > MostCodes)
            reader.Refuse("subscription_codes", $"names more than {MostCodes}.");
        else if (codes.Exists(code => code.Length > IdLength))
            reader.Refuse("subscription_codes", $"has a code longer than {IdLength} characters.");
        return [.. codes.Distinct(StringComparer.Ordinal)];

        void Take(ReadOnlySpan<byte> member, string name)
        {
            switch (reader.Any(member))
            {
                case null:
                    break;
                case { ValueKind: JsonValueKind.String } one:
                    codes.Add(one.GetString()!);
                    break;
                case { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String && !each.ValueEquals(""u8)):
                    codes.AddRange(list.EnumerateArray().Take(MostCodes + 1).Select(each => each.GetString()!));
                    break;
                default:
                    reader.Refuse(name, "must be a list of codes.");
                    break;
            }
        }
    }
}
