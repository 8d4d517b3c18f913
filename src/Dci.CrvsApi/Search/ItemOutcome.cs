using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Search;

/// <summary>What one item came to, and what of it must be recorded.</summary>
/// <param name="Item">As it is told.</param>
/// <param name="Disclosure">What it discloses; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was answered.</param>
internal sealed record ItemOutcome(AnsweredItem Item, Disclosure? Disclosure, RefusalKind? Refusal)
{
    public static ItemOutcome Answered(AnsweredItem.Found item, Disclosure disclosure) => new(item, disclosure, null);

    public static ItemOutcome Refused(string referenceId, Rejection rejection, RefusalKind kind) =>
        new(new AnsweredItem.Refused(referenceId, rejection.Code, rejection.Detail), null, kind);

    public static ItemOutcome Refused(string referenceId, IReadOnlyList<QueryFault> faults) =>
        Refused(
            referenceId,
            new Rejection(faults[0].Code, string.Join(' ', faults.Select(fault => fault.Detail))),
            faults.All(fault => fault.IllFormed) ? RefusalKind.Form : RefusalKind.Meaning);
}

/// <summary>Why an item was refused; the first two are told apart by every partner, the last by its registration.</summary>
internal enum RefusalKind
{
    /// <summary>Badly formed.</summary>
    Form,

    /// <summary>Not for this partner.</summary>
    Access,

    /// <summary>Well formed, but it can't be answered.</summary>
    Meaning,
}
