using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Where an event has two subjects, the identifiers that say which of them is meant: who asks for her number hears of the bride.</summary>
internal sealed class NamedIdentifiers
{
    private readonly IReadOnlyList<PersonRole> _subjects;
    private readonly (FhirFilter.Identifier Asked, TextTest Test)[] _identifiers;

    private NamedIdentifiers(VitalEvent vitalEvent, IEnumerable<FhirFilter.Identifier> identifiers)
    {
        _subjects = PersonRoles.SubjectsOf(vitalEvent);
        _identifiers = [.. identifiers.Select(asked => (asked, new TextTest(Comparison.Eq, asked.Values)))];
    }

    /// <summary>Null when the event has one subject only, or none is named.</summary>
    public static NamedIdentifiers? Of(EventQuery branch)
    {
        if (PersonRoles.SubjectsOf(branch.Event).Count < 2)
            return null;
        var named = new NamedIdentifiers(branch.Event, Affirmed(branch.Filter));
        return named._identifiers.Length == 0 ? null : named;
    }

    /// <summary>The first subject of the record who bears one of them, or null.</summary>
    public PersonRole? SubjectOf(RecordFacts record)
    {
        foreach (var role in _subjects)
            if (Array.Exists(_identifiers, identifier => Bears(record, role, identifier.Asked, identifier.Test)))
                return role;
        return null;
    }

    private static bool Bears(RecordFacts record, PersonRole role, FhirFilter.Identifier asked, TextTest test)
    {
        if (!asked.Roles.Contains(role))
            return false;
        foreach (var fact in record.Identifiers)
            if (fact.Role == role && fact.Kind == asked.Kind && test.Holds(fact.Value))
                return true;
        return false;
    }

    private static IEnumerable<FhirFilter.Identifier> Affirmed(FhirFilter filter) => filter switch
    {
        FhirFilter.And all => all.Operands.SelectMany(Affirmed),
        FhirFilter.Or any => any.Operands.SelectMany(Affirmed),
        FhirFilter.Identifier { Comparison: Comparison.Eq } identifier => [identifier],
        _ => [],
    };
}
