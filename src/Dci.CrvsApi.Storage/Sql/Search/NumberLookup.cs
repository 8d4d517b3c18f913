using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// The search that is nearly all of them, a record by a number: no text is put together for it, and one statement gives
/// the answer whole. Serves branches that ask for one number or identifier, or for any of several.
/// </summary>
internal sealed class NumberLookup
{
    /// <summary>More matches than this are somebody's placeholder number, and are paged like any other search.</summary>
    private const int Most = 64;

    private const string ByIdentifier =
        """
        SELECT i.seq, i.role, r.record_id, b.role, b.person
        FROM ident i CROSS JOIN record r CROSS JOIN body b
        WHERE i.kind = @kind AND i.value_n = @value AND i.event = @event AND r.seq = i.seq AND b.seq = i.seq
        """;

    private const string Record =
        """
        SELECT r.seq, 0, r.record_id, b.role, b.person
        FROM record r CROSS JOIN body b WHERE b.seq = r.seq AND r.disclosed = 1 AND r.event = @event AND
        """;

    private const string ByRegistrationNumber = Record + " r.reg_no_n = @value";
    private const string ByTrackingId = Record + " r.tracking_n = @value";
    private const string ByRecordId = Record + " r.record_id = @value";

    private readonly List<Found> _found = [];

    public static bool Serves(FhirQuery query)
    {
        for (var i = 0; i < query.Branches.Count; i++)
            if (!Serves(query.Branches[i].Filter))
                return false;
        return true;
    }

    /// <summary>The page, or null when there is more to it than a look-up.</summary>
    public static SearchOutcome? Run(SqlSession session, FhirQuery query)
    {
        var lookup = new NumberLookup();
        for (var i = 0; i < query.Branches.Count; i++)
            if (!lookup.Look(session, query.Branches[i].Event, query.Branches[i].Filter))
                return null;
        return lookup._found.Count > 1 && query.Sort.Count > 0 ? null : lookup.Page(session, query);
    }

    private static bool Serves(FhirFilter filter)
    {
        switch (filter)
        {
            case FhirFilter.Identifier { Comparison: Comparison.Eq }:
            case FhirFilter.RecordNumber { Comparison: Comparison.Eq }:
                return true;
            case FhirFilter.Or any:
                for (var i = 0; i < any.Operands.Count; i++)
                    if (!Serves(any.Operands[i]))
                        return false;
                return true;
            default:
                return false;
        }
    }

    private bool Look(SqlSession session, VitalEvent vitalEvent, FhirFilter filter) => filter switch
    {
        FhirFilter.Identifier identifier => LookFor(session, vitalEvent, identifier),
        FhirFilter.RecordNumber number => LookFor(session, vitalEvent, number),
        FhirFilter.Or any => any.Operands.All(operand => Look(session, vitalEvent, operand)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.GetType().Name, "Not a number."),
    };

    private bool LookFor(SqlSession session, VitalEvent vitalEvent, FhirFilter.Identifier identifier)
    {
        var statement = session.Prepare(ByIdentifier);
        for (var i = 0; i < identifier.Values.Count; i++)
        {
            statement.Bind(1, (long)identifier.Kind);
            statement.Bind(2, identifier.Values[i]);
            statement.Bind(3, (long)vitalEvent);
            if (!Take(statement, vitalEvent, identifier.Roles))
                return false;
        }

        return true;
    }

    private bool LookFor(SqlSession session, VitalEvent vitalEvent, FhirFilter.RecordNumber number)
    {
        var statement = session.Prepare(number.Parameter switch
        {
            RecordNumberParameter.RegistrationNumber => ByRegistrationNumber,
            RecordNumberParameter.TrackingId => ByTrackingId,
            RecordNumberParameter.RecordId => ByRecordId,
            _ => throw new ArgumentOutOfRangeException(nameof(number), number.Parameter, "Not a number of a record."),
        });
        for (var i = 0; i < number.Values.Count; i++)
        {
            statement.Bind(1, (long)vitalEvent);
            statement.Bind(2, number.Values[i]);
            if (!Take(statement, vitalEvent, null))
                return false;
        }

        return true;
    }

    private bool Take(SqlStatement statement, VitalEvent vitalEvent, IReadOnlyList<PersonRole>? roles)
    {
        try
        {
            while (statement.Read())
            {
                var bearer = (PersonRole)statement.Int64(1);
                if (roles is not null && !roles.Contains(bearer))
                    continue;
                if (!Add(statement, statement.Int64(0), vitalEvent, roles is null ? null : bearer))
                    return false;
            }

            return true;
        }
        finally
        {
            statement.Reset();
        }
    }

    private bool Add(SqlStatement statement, long seq, VitalEvent vitalEvent, PersonRole? bearer)
    {
        var subject = bearer is { } role && PersonRoles.SubjectsOf(vitalEvent).Contains(role) ? bearer : null;
        var known = _found.FindIndex(found => found.Seq == seq);
        if (known >= 0)
        {
            // Roles are numbered with the first subject first.
            if (subject < (_found[known].Subject ?? (PersonRole)int.MaxValue))
                _found[known] = _found[known] with { Subject = subject };
            return true;
        }

        if (_found.Count == Most)
            return false;
        _found.Add(new Found(seq, subject, (PersonRole)statement.Int64(3), new RecordMatch(statement.Text(2), vitalEvent, statement.Blob(4), null)));
        return true;
    }

    private SearchOutcome.Page Page(SqlSession session, FhirQuery query)
    {
        if (_found.Count > 1)
            _found.Sort((one, other) => one.Seq.CompareTo(other.Seq));
        var over = (query.Page.Number - 1L) * query.Page.Size;
        if (over >= _found.Count)
            return new SearchOutcome.Page(_found.Count, []);
        var matches = new RecordMatch[Math.Min(query.Page.Size, _found.Count - (int)over)];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = Match(session, _found[(int)over + i], query.Language);
        return new SearchOutcome.Page(_found.Count, matches);
    }

    private static RecordMatch Match(SqlSession session, Found found, string? language) =>
        language is null && (found.Subject is null || found.Subject == found.Rendered)
            ? found.Match
            : RecordReader.Read(session, found.Seq, found.Subject, language);

    /// <param name="Seq">The record.</param>
    /// <param name="Subject">The subject whose identifier it was, null for somebody else's or the record's own number.</param>
    /// <param name="Rendered">The subject in <paramref name="Match"/>.</param>
    /// <param name="Match">With the first subject under the default name.</param>
    private readonly record struct Found(long Seq, PersonRole? Subject, PersonRole Rendered, RecordMatch Match);
}
