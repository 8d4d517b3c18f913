using System.Text.Json;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Reads one item of a request to be told, and notes every fault in it (DCI registry core 1.0.0, SubscribeRequest).</summary>
internal static class SubscribeItemReader
{
    public static SubscribeItem Read(JsonElement element, int index)
    {
        var place = $"#{index + 1}";
        if (element.ValueKind != JsonValueKind.Object)
            return new SubscribeItem { ReferenceId = place, Malformed = new Rejection(QuestionReader.FilterCode, "Each item of subscribe_request must be an object.") };

        var faults = new List<FieldFault>();
        var reader = new FieldReader(element, $"subscribe_request[{index}]", QuestionReader.FilterCode, faults);
        var referenceId = reader.RequiredText("reference_id"u8, "reference_id", maxLength: 99, "rjct.reference_id.invalid");
        _ = reader.RequiredInstant("timestamp"u8, "timestamp", "rjct.timestamp.invalid");
        var locale = reader.Locale();
        var criteria = reader.Object("subscribe_criteria"u8, "subscribe_criteria");
        if (criteria is null && faults.TrueForAll(fault => !fault.Path.EndsWith("subscribe_criteria", StringComparison.Ordinal)))
            reader.Refuse("subscribe_criteria", "is required.");
        var wish = criteria is { } asked ? Wish(reader.Within("subscribe_criteria", asked, QuestionReader.FilterCode), reader, locale) : null;
        var item = new SubscribeItem { ReferenceId = referenceId.Length == 0 ? place : referenceId };
        return faults.Count == 0
            ? item with { Wish = wish }
            : item with { Malformed = new Rejection(faults[0].Code, string.Join(' ', faults.Select(fault => fault.Detail))) };
    }

    private static SubscriptionWish Wish(FieldReader criteria, FieldReader item, string? locale)
    {
        var filter = criteria.Any("filter"u8);
        if (filter is null)
            criteria.Refuse("filter", "is required; a type and value of * stand for every record of the event.");
        var wish = new SubscriptionWish
        {
            RegType = criteria.Text("reg_type"u8, "reg_type", reason: QuestionReader.TypesCode),
            RegEventType = criteria.Text("reg_event_type"u8, "reg_event_type", reason: QuestionReader.TypesCode),
            RegSubType = criteria.Text("reg_sub_type"u8, "reg_sub_type", reason: QuestionReader.TypesCode),
            RecordType = criteria.Text("notify_record_type"u8, "notify_record_type"),
            FilterType = criteria.Text("filter_type"u8, "filter_type"),
            Filter = filter ?? default,
            Locale = locale,
            // The standard puts the authorisation into the criteria and has no consent here; clients send either in either place.
            Purpose = StatedPurpose.Of(criteria.Any("authorize"u8), item.Any("authorize"u8), criteria.Any("consent"u8), item.Any("consent"u8)),
        };
        return Timed(wish, criteria);
    }

    // Samples of other registers write a word, some of them in the place of the whole object.
    private static SubscriptionWish Timed(SubscriptionWish wish, FieldReader criteria)
    {
        switch (criteria.Any("frequency"u8))
        {
            case null:
                return wish;
            case { ValueKind: JsonValueKind.String } word:
                return wish with { Frequency = word.GetString() };
            case { ValueKind: JsonValueKind.Object } element:
                var frequency = criteria.Within("frequency", element, QuestionReader.FilterCode);
                return wish with
                {
                    StartTime = Instant(frequency, "start_time"u8, "start_time"),
                    EndTime = Instant(frequency, "end_time"u8, "end_time"),
                    Frequency = frequency.Text("frequency"u8, "frequency"),
                };
            default:
                criteria.Refuse("frequency", "must be an object with start_time, end_time and frequency.");
                return wish;
        }
    }

    private static DateTimeOffset? Instant(FieldReader reader, ReadOnlySpan<byte> member, string name) =>
        reader.Any(member) is null ? null : reader.RequiredInstant(member, name);
}
