using System.Text.Json;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Reads one item of a request to be told, and notes every fault in it (DCI registry core 1.0.0, SubscribeRequest).</summary>
internal static class SubscribeItemReader
{
    private const string DetailsCode = "rjct.notify_details.invalid";
    private const string TypesCode = "rjct.notify_types.invalid";

    public static SubscribeItem Read(JsonElement element, int index)
    {
        var place = $"#{index + 1}";
        if (element.ValueKind != JsonValueKind.Object)
            return new SubscribeItem { ReferenceId = place, Malformed = new Rejection(DetailsCode, "Each item of subscribe_request must be an object.") };

        var faults = new List<FieldFault>();
        var reader = new FieldReader(element, $"subscribe_request[{index}]", DetailsCode, faults);
        var referenceId = reader.RequiredText("reference_id"u8, "reference_id", maxLength: 99, "rjct.reference_id.invalid");
        _ = reader.RequiredInstant("timestamp"u8, "timestamp", "rjct.timestamp.invalid");
        var locale = Locale(reader);
        var criteria = reader.Object("subscribe_criteria"u8, "subscribe_criteria");
        if (criteria is null && faults.TrueForAll(fault => !fault.Path.EndsWith("subscribe_criteria", StringComparison.Ordinal)))
            reader.Refuse("subscribe_criteria", "is required.");
        var wish = criteria is { } asked ? Wish(reader.Within("subscribe_criteria", asked, DetailsCode), reader, locale) : null;
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
            RegType = criteria.Text("reg_type"u8, "reg_type", reason: TypesCode),
            RegEventType = criteria.Text("reg_event_type"u8, "reg_event_type", reason: TypesCode),
            RegSubType = criteria.Text("reg_sub_type"u8, "reg_sub_type", reason: TypesCode),
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
                var frequency = criteria.Within("frequency", element, DetailsCode);
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

    private static string? Locale(FieldReader reader)
    {
        var locale = reader.Text("locale"u8, "locale");
        if (locale is null || (locale.Length == 3 && locale.All(char.IsAsciiLetterLower)))
            return locale;
        reader.Refuse("locale", "must be an ISO 639-3 code of three lower-case letters, for example eng.");
        return null;
    }
}
