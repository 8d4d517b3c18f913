using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Transactions;

/// <summary>
/// What is looked at in the items of a search before it is acknowledged: whether one of them is well formed, and whether one of them
/// is not refused to this partner. It looks no further than it must.
/// </summary>
internal sealed class SearchDoor(ItemGate gate)
{
    private const int MostFaults = 100;

    // Beyond so many that are all wrong or all forbidden nobody looks on: what is wrong is refused, what is forbidden is left to the worker.
    private const int MostLooked = 100_000;

    /// <summary>The references of the items, empty when there are more than <see cref="Intention.MostListed"/>; or the refusal of them all.</summary>
    public Outcome<IReadOnlyList<string>> Check(Partner partner, IEnumerable<SearchItem> items, int count)
    {
        var listed = count <= Intention.MostListed;
        var references = new List<string>(listed ? count : 0);
        var (looked, seen) = (new Looked(), 0);
        foreach (var item in items)
        {
            if (listed)
                references.Add(item.ReferenceId);
            if (!looked.Enough)
                Look(partner, item, looked);
            else if (!listed)
                break;
            if (++seen == MostLooked)
                break;
        }

        var refusal = seen == MostLooked && looked.WellFormed ? null : looked.Refusal;
        return refusal is null ? references : refusal;
    }

    private void Look(Partner partner, SearchItem item, Looked looked)
    {
        if (item.Malformed is null)
            looked.WellFormed = true;
        else if (looked.Malformed.Count < MostFaults)
            looked.Malformed.Add(item);
        if (looked.Allowed)
            return;
        if (gate.Consider(partner, item, int.MaxValue) is not ItemPassage.Closed { Outcome: { Refusal: RefusalKind.Access } outcome })
            looked.Allowed = true;
        else if (looked.Forbidden.Count < MostFaults)
            looked.Forbidden.Add(outcome);
    }

    private sealed class Looked
    {
        public bool WellFormed { get; set; }

        public bool Allowed { get; set; }

        public List<SearchItem> Malformed { get; } = [];

        public List<ItemOutcome> Forbidden { get; } = [];

        public bool Enough => WellFormed && Allowed;

        public Failure? Refusal => !WellFormed ? SearchRules.Malformed(Malformed)
            : Allowed ? null
            : WholeMessage.Refuse(Forbidden, Profiles.RejectionForm.Item);
    }
}
