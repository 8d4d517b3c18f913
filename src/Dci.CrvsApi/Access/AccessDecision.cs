using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Access;

/// <summary>Whether one item may be answered, and of which records.</summary>
internal abstract record AccessDecision
{
    private AccessDecision()
    {
    }

    /// <summary>The item may be answered from these events, within the jurisdiction when there is one.</summary>
    public sealed record Granted(IReadOnlyCollection<VitalEvent> Events, FhirFilter? Jurisdiction) : AccessDecision
    {
        /// <summary>The query over what is granted; the same one when nothing is taken away.</summary>
        public FhirQuery Restrict(FhirQuery query)
        {
            if (Jurisdiction is null && query.Branches.All(branch => Events.Contains(branch.Event)))
                return query;
            return query with
            {
                Branches = [.. query.Branches.Where(branch => Events.Contains(branch.Event)).Select(Within)],
            };
        }

        private EventQuery Within(EventQuery branch) =>
            Jurisdiction is null ? branch : branch with { Filter = new FhirFilter.And([Jurisdiction, branch.Filter]) };
    }

    /// <summary>The item is refused by itself.</summary>
    public sealed record Refused(Rejection Rejection) : AccessDecision;
}
