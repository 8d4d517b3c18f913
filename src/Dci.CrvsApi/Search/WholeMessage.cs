using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Search;

/// <summary>When no item of a message could be answered, the message itself is refused: some clients never look at an item's status.</summary>
internal static class WholeMessage
{
    /// <summary>The refusal; null when an item was answered or the partner wants its refusals item by item.</summary>
    public static Failure? Refuse(IReadOnlyList<ItemOutcome> outcomes, RejectionForm form)
    {
        foreach (var outcome in outcomes)
            if (outcome.Refusal is null)
                return null;

        var faults = outcomes.Select(outcome => (AnsweredItem.Refused)outcome.Item).Select(item => new ItemFault(item.ReferenceId, item.Code, item.Detail)).ToList();
        var detail = string.Join(' ', faults.Select(fault => fault.Detail).Distinct(StringComparer.Ordinal));
        if (outcomes.All(outcome => outcome.Refusal == RefusalKind.Access))
            return new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", detail) { Faults = faults };
        return outcomes.All(outcome => outcome.Refusal == RefusalKind.Form) || form == RejectionForm.Http
            ? Failures.Bad(detail) with { Faults = faults }
            : null;
    }
}
