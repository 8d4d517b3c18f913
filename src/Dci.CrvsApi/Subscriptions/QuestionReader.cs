using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Understands what a subscription asks, with the translator of searches. What can't be honoured is refused and never dropped.</summary>
internal static class QuestionReader
{
    /// <summary>What is wrong is the filter, or what else is said beside the event.</summary>
    public const string FilterCode = "rjct.notify_details.invalid";

    /// <summary>What is wrong is the event.</summary>
    public const string TypesCode = "rjct.notify_types.invalid";

    /// <summary>Lists of people are subscribed to; a search has a limit of its own, since each value of it costs a look into the register.</summary>
    private const int MostValues = 50_000;

    private static readonly VitalEvent[] AllEvents = Enum.GetValues<VitalEvent>();
    private static readonly PageRequest NoPage = new(1, 1);

    /// <param name="granted">The events that can be meant where none is named; null for all.</param>
    /// <param name="today">The day that ages are counted to.</param>
    public static QuestionReading Read(SubscriptionDefinition definition, IReadOnlySet<VitalEvent>? granted, DateOnly today)
    {
        IReadOnlyList<VitalEvent> events = definition.Events.Count > 0 ? [.. definition.Events.Distinct()] : granted is null ? AllEvents : [.. granted.Order()];
        if (definition.Criteria is not { } asked)
            return Every(definition, events);
        if (HasMember(asked, "sort"u8) || HasMember(asked, "pagination"u8))
            return Refuse(FilterCode, "A subscription has neither an order nor pages; leave sort and pagination out.");
        if (asked.ValueKind != JsonValueKind.Object || !asked.TryGetProperty("query"u8, out var query))
            return Refuse(FilterCode, "The filter says nothing of the records that are wanted.");

        var options = new TranslationOptions(today) { Events = events, Language = definition.Locale, MaximumValues = MostValues };
        return CriteriaTranslator.Translate(CriteriaOf(asked, query, definition.Events), options) switch
        {
            Translation.Translated translated => Understand(definition, translated),
            Translation.Refused refused => Refuse(FilterCode, string.Join(' ', refused.Faults.Select(fault => fault.Detail))),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    private static QuestionReading.Understood Every(SubscriptionDefinition definition, IReadOnlyList<VitalEvent> events) => new(new SubscriptionQuestion
    {
        Query = new FhirQuery([.. events.Select(vitalEvent => new EventQuery(vitalEvent, new FhirFilter.And([])))], [], NoPage, definition.Locale),
        IsEvery = true,
        Attributes = [],
        IdentifierKinds = [],
        ExplicitEvent = definition.Events.Count > 0,
    });

    // Whoever named the events in words of subscriptions has them in the definition; a search would not know all of those words.
    private static SearchCriteria CriteriaOf(JsonElement asked, JsonElement query, IReadOnlyList<VitalEvent> named) => new()
    {
        QueryType = asked.TextOf("query_type"u8) ?? "",
        Query = query,
        RegType = asked.TextOf("reg_type"u8),
        RegRecordType = asked.TextOf("reg_record_type"u8),
        RegEventType = named switch
        {
            [] => asked.TextOf("reg_event_type"u8),
            [var one] => one.ToString(),
            _ => null,
        },
        RegSubType = named is [] ? asked.TextOf("reg_sub_type"u8) : null,
    };

    private static QuestionReading Understand(SubscriptionDefinition definition, Translation.Translated translated)
    {
        foreach (var vitalEvent in definition.Events)
            if (!translated.Events.Contains(vitalEvent))
                return Refuse(FilterCode, $"The filter can't be asked of records of this event: {RegistrationWords.Of(vitalEvent)}.");
        foreach (var vitalEvent in translated.Events)
            if (definition.Events.Count > 0 && !definition.Events.Contains(vitalEvent))
                return Refuse(TypesCode, $"The filter asks for an event that the subscription does not name: {RegistrationWords.Of(vitalEvent)}.");
        return new QuestionReading.Understood(new SubscriptionQuestion
        {
            Query = translated.Query,
            IsEvery = false,
            Attributes = translated.UsedAttributes,
            IdentifierKinds = translated.UsedIdentifierKinds,
            ExplicitEvent = translated.ExplicitEvent || definition.Events.Count > 0,
        });
    }

    private static bool HasMember(JsonElement asked, ReadOnlySpan<byte> member) =>
        asked.ValueKind == JsonValueKind.Object && asked.TryGetProperty(member, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    private static QuestionReading.Refused Refuse(string code, string detail) => new(new Rejection(code, detail));
}
