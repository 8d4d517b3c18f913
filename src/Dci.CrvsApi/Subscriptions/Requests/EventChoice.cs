using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// Which changes a wish is about, from every member that may say so. The editions disagree on which one that is, so they are all read,
/// and must not contradict one another.
/// </summary>
internal sealed class EventChoice
{
    private const string Known = "Known are LiveBirth, Death, FetalDeath, Marriage, Divorce, Adoption; each also with what became of it, as in DEATH_REGISTERED, _CORRECTED, _CANCELLED, _REINSTATED, _NOTIFIED, _CERTIFIED; and REGISTER, UPDATE, DELETE for all of them.";

    // Social stands in the standard's own example of a subscription.
    private static readonly string[] Registers = ["civil", "crvs", "civilregistration", "social"];

    // Member stands in the standard's own example of a subscription.
    private static readonly string[] Records = ["person", "crvsperson", "persons", "member"];

    private bool _named;

    private EventChoice()
    {
    }

    /// <summary>Null when every event is meant that the filter can be asked of.</summary>
    public VitalEvent? Event { get; private set; }

    /// <summary>What became of the records; whoever names only an event is told whenever it changes who is registered and as what.</summary>
    public ChangeKinds Kinds => Stated ?? ChangeKinds.Registration;

    private ChangeKinds? Stated { get; set; }

    /// <summary>The rejection when what is said makes no sense.</summary>
    public static Rejection? Read(SubscriptionWish wish, out EventChoice choice)
    {
        choice = new EventChoice();
        return choice.Take(wish.RegEventType, "reg_event_type", [], QuestionReader.TypesCode)
            ?? choice.Take(wish.RegSubType, "reg_sub_type", [], QuestionReader.TypesCode)
            ?? choice.Take(wish.RegType, "reg_type", Registers, QuestionReader.TypesCode)
            ?? choice.Take(wish.RecordType, "notify_record_type", Records, QuestionReader.FilterCode)
            ?? (choice._named ? null : new Rejection(QuestionReader.TypesCode, $"Name the event in reg_event_type. {Known}"));
    }

    private Rejection? Take(string? text, string member, string[] neutral, string code)
    {
        if (text is null || (EventWords.Fold(text) is { } word && neutral.Contains(word, StringComparer.Ordinal)))
            return null;
        if (EventWords.Read(text) is not { } said)
            return new Rejection(code, member == "notify_record_type" ? "notify_record_type is not one that this register sends; it sends Person." : $"The {member} is not known here. {Known}");
        if (said.Event is { } named && Event is { } other && named != other)
            return new Rejection(code, $"The {member} names another event than the members before it.");
        if (said.Kinds is { } kinds && Stated is { } stated && kinds != stated)
            return new Rejection(code, $"The {member} names another change than the members before it.");
        (Event, Stated, _named) = (said.Event ?? Event, said.Kinds ?? Stated, true);
        return null;
    }
}
