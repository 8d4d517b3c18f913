using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// Turns DCI search criteria into a FHIR query. Every condition of the criteria is in the query; what can't be
/// honoured is refused, with words, and never dropped.
/// </summary>
public static class CriteriaTranslator
{
    public static Translation Translate(SearchCriteria criteria, TranslationOptions options)
    {
        var reading = new Reading(options.MaximumValues);
        var query = QueryReader.Read(criteria.QueryType, criteria.Query, reading);
        var asked = EventSelection.Read(criteria, query, reading);
        var condition = query is null ? null : new ConditionResolver(query.Kind, options.Today, reading).Resolve(query.Criterion);
        var page = PageTranslator.Read(criteria.Pagination, options, reading);
        if (condition is null || reading.HasFaults)
            return new Translation.Refused(reading.Faults);

        var branches = BranchesOf(condition, asked, options.Events, reading);
        if (branches is null || reading.HasFaults)
            return new Translation.Refused(reading.Faults);

        var used = new List<SearchAttribute>();
        var sort = SortTranslator.Read(criteria.Sort, branches, used, reading);
        return reading.HasFaults
            ? new Translation.Refused(reading.Faults)
            : Translated(new FhirQuery(branches, sort, page, options.Language), query!, condition, asked is not null, used);
    }

    private static IReadOnlyList<EventQuery>? BranchesOf(Condition condition, VitalEvent? asked, IReadOnlyList<VitalEvent> events, Reading reading)
    {
        var branches = new EventBranches(reading);
        var said = asked is { } one ? branches.OnlyOf(condition, one) : branches.AnyOf(condition, events);
        if (said is null || !said.Any(HasTwoSubjects))
            return said;
        return [.. said.Select(branch => HasTwoSubjects(branch) ? branch with { Filter = SameSpouse.Keep(branch.Filter) } : branch)];
    }

    private static bool HasTwoSubjects(EventQuery branch) => PersonRoles.SubjectsOf(branch.Event).Count > 1;

    private static Translation.Translated Translated(FhirQuery fhir, QueryReadout query, Condition condition, bool explicitEvent, List<SearchAttribute> used)
    {
        var uses = QueryUses.Of(condition, used, fhir);
        return new Translation.Translated(fhir)
        {
            Kind = query.Kind,
            UsedAttributes = uses.Attributes,
            SortAttributes = uses.Sorted,
            UsedIdentifierKinds = uses.Kinds,
            Events = uses.Events,
            ExplicitEvent = explicitEvent,
            Identifier = IdentifierOf(query.Criterion, condition),
        };
    }

    private static SearchedIdentifier? IdentifierOf(Criterion criterion, Condition condition)
    {
        if (criterion is not Criterion.Test { Values: [var value] } test
            || condition is not Condition.Leaf { Comparison: Comparison.Eq } leaf
            || !leaf.Attribute.IsIdentifierType)
        {
            return null;
        }

        return new SearchedIdentifier(value.IdentifierType ?? test.Attribute, value.Text);
    }
}
