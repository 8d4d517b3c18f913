using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// Where an event has two subjects, the one whose identifier a search names: a search for her number answers with the bride.
/// </summary>
internal sealed class NamedSubject(VitalEvent vitalEvent, IReadOnlyList<FhirFilter.Identifier> identifiers)
{
    private const string Bears = "SELECT 1 FROM ident WHERE kind = @kind AND value_n = @value AND event = @event AND role = @role AND seq = @seq";

    /// <summary>Null when the event has one subject only, or the search names none.</summary>
    public static NamedSubject? Of(EventQuery branch)
    {
        if (PersonRoles.SubjectsOf(branch.Event).Count < 2)
            return null;
        var identifiers = Affirmed(branch.Filter).ToList();
        return identifiers.Count == 0 ? null : new NamedSubject(branch.Event, identifiers);
    }

    /// <summary>The first subject of the record who bears one of the identifiers, or null.</summary>
    public PersonRole? In(SqlSession session, long seq)
    {
        foreach (var role in PersonRoles.SubjectsOf(vitalEvent))
            foreach (var identifier in identifiers)
                if (identifier.Roles.Contains(role) && identifier.Values.Any(value => IsBorne(session, identifier.Kind, value, role, seq)))
                    return role;
        return null;
    }

    private bool IsBorne(SqlSession session, IdentifierKind kind, string value, PersonRole role, long seq)
    {
        var bears = session.Prepare(Bears);
        bears.Bind(1, (long)kind);
        bears.Bind(2, value);
        bears.Bind(3, (long)vitalEvent);
        bears.Bind(4, (long)role);
        bears.Bind(5, seq);
        try
        {
            return bears.Read();
        }
        finally
        {
            bears.Reset();
        }
    }

    private static IEnumerable<FhirFilter.Identifier> Affirmed(FhirFilter filter) => filter switch
    {
        FhirFilter.And all => all.Operands.SelectMany(Affirmed),
        FhirFilter.Or any => any.Operands.SelectMany(Affirmed),
        FhirFilter.Identifier { Comparison: Comparison.Eq } identifier => [identifier],
        _ => [],
    };
}
