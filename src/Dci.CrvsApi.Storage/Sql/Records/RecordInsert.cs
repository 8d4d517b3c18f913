using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Fhir;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Writes the rows of one record.</summary>
internal static class RecordInsert
{
    private const string IntoRecord =
        """
        INSERT INTO record (seq, record_id, event, status, disclosed, version, last_updated, reg_no_n, tracking_n, reg_date, event_lo, event_hi,
            place_id, place_path, place_name_n, admin1_id, admin2_id, office_id, office_path, subj_family_n, subj_given_n, subj_second_n, subj_sex, subj_marital,
            subj_birth_lo, subj_birth_hi, subj_death_lo, subj_death_hi, subj_marriage_lo, subj_marriage_hi)
        VALUES (@seq, @record_id, @event, @status, @disclosed, @version, @last_updated, @reg_no_n, @tracking_n, @reg_date, @event_lo, @event_hi,
            @place_id, @place_path, @place_name_n, @admin1_id, @admin2_id, @office_id, @office_path, @family, @given, @second, @sex, @marital,
            @birth_lo, @birth_hi, @death_lo, @death_hi, @marriage_lo, @marriage_hi)
        """;

    private const string IntoPerson =
        """
        INSERT INTO person (seq, ord, event, role, name_no, family_n, given_n, second_n, sex, marital,
            birth_lo, birth_hi, death_lo, death_hi, marriage_lo, marriage_hi)
        VALUES (@seq, @ord, @event, @role, @name_no, @family, @given, @second, @sex, @marital,
            @birth_lo, @birth_hi, @death_lo, @death_hi, @marriage_lo, @marriage_hi)
        """;

    private const string IntoIdent =
        "INSERT INTO ident (seq, ord, kind, value_n, event, role) VALUES (@seq, @ord, @kind, @value, @event, @role)";

    private const string IntoBody =
        """
        INSERT INTO body (seq, role, language, mapping_version, origin_id, digest, person, bundle, original)
        VALUES (@seq, @role, @language, @mapping, @origin, @digest, @person, @bundle, @original)
        """;

    private const string IntoRendition =
        "INSERT INTO rendition (seq, role, is_default, language, person) VALUES (@seq, @role, @is_default, @language, @person)";

    public static void Run(SqlSession session, RecordRow row, long seq, long version, RecordPlaces places, long originId)
    {
        InsertRecord(session.Prepare(IntoRecord), row, seq, version, places);
        InsertPeople(session, row, seq);
        InsertIdentifiers(session, row, seq);
        InsertBody(session.Prepare(IntoBody), row, seq, originId);
        InsertRenditions(session, row, seq);
        ResourceRows.Insert(session, seq, row.Resources);
    }

    private static void InsertRecord(SqlStatement into, RecordRow row, long seq, long version, RecordPlaces places)
    {
        var record = row.Record;
        into.Bind(1, seq);
        into.Bind(2, record.RecordId);
        into.Bind(3, (long)record.Event);
        into.Bind(4, (long)record.Status);
        into.Bind(5, row.Disclosed ? 1L : 0L);
        into.Bind(6, version);
        into.Bind(7, record.LastUpdated.ToUnixTimeMilliseconds());
        into.Bind(8, row.NumberN);
        into.Bind(9, row.TrackingN);
        into.Bind(10, (long?)record.RegisteredOn?.DayNumber);
        BindDays(into, 11, record.EventDate);
        into.Bind(13, places.Event?.PlaceId);
        into.Bind(14, places.Event?.Path);
        into.Bind(15, row.PlaceNameN);
        into.Bind(16, places.Event?.Admin1Id);
        into.Bind(17, places.Event?.Admin2Id);
        into.Bind(18, places.Office?.PlaceId);
        into.Bind(19, places.Office?.Path);
        BindPerson(into, 20, row.Subject);
        into.Execute();
    }

    private static void InsertPeople(SqlSession session, RecordRow row, long seq)
    {
        if (row.People.Count == 0)
            return;
        var into = session.Prepare(IntoPerson);
        for (var i = 0; i < row.People.Count; i++)
        {
            var person = row.People[i];
            into.Bind(1, seq);
            into.Bind(2, (long)i);
            into.Bind(3, (long)row.Record.Event);
            into.Bind(4, (long)person.Person.Role);
            into.Bind(5, (long)person.NameNo);
            BindPerson(into, 6, person);
            into.Execute();
        }
    }

    private static void InsertIdentifiers(SqlSession session, RecordRow row, long seq)
    {
        if (row.Identifiers.Count == 0)
            return;
        var into = session.Prepare(IntoIdent);
        for (var i = 0; i < row.Identifiers.Count; i++)
        {
            var identifier = row.Identifiers[i];
            into.Bind(1, seq);
            into.Bind(2, (long)i);
            into.Bind(3, (long)identifier.Kind);
            into.Bind(4, identifier.Value);
            into.Bind(5, (long)row.Record.Event);
            into.Bind(6, (long)identifier.Role);
            into.Execute();
        }
    }

    private static void InsertBody(SqlStatement into, RecordRow row, long seq, long originId)
    {
        into.Bind(1, seq);
        into.Bind(2, (long)(row.Rendered?.Subject ?? PersonRoles.SubjectsOf(row.Record.Event)[0]));
        into.Bind(3, row.Rendered?.Language);
        into.Bind(4, (long)row.Entry.MappingVersion);
        into.Bind(5, originId);
        into.Bind(6, row.Digest);
        into.Bind(7, row.Person.Span);
        BindBlob(into, 8, row.Bundle);
        BindBlob(into, 9, row.Original);
        into.Execute();
    }

    private static void InsertRenditions(SqlSession session, RecordRow row, long seq)
    {
        for (var i = 1; i < row.Renditions.Count; i++)
        {
            var rendition = row.Renditions[i];
            var into = session.Prepare(IntoRendition);
            into.Bind(1, seq);
            into.Bind(2, (long)rendition.Subject);
            into.Bind(3, rendition.IsDefault ? 1L : 0L);
            into.Bind(4, rendition.Language ?? "");
            into.Bind(5, rendition.Person.Span);
            into.Execute();
        }
    }

    private static void BindPerson(SqlStatement into, int from, PersonRow? row)
    {
        var person = row?.Person;
        into.Bind(from, row?.Family);
        into.Bind(from + 1, row?.Given);
        into.Bind(from + 2, row?.SecondGiven);
        into.Bind(from + 3, (long?)person?.Sex);
        into.Bind(from + 4, (long?)person?.MaritalStatus);
        BindDays(into, from + 5, person?.BirthDate);
        BindDays(into, from + 7, person?.DeathDate);
        BindDays(into, from + 9, person?.MarriageDate);
    }

    private static void BindDays(SqlStatement into, int from, PartialDate? date)
    {
        into.Bind(from, (long?)date?.First.DayNumber);
        into.Bind(from + 1, (long?)date?.Last.DayNumber);
    }

    private static void BindBlob(SqlStatement into, int parameter, byte[]? value)
    {
        if (value is null)
            into.BindNull(parameter);
        else
            into.Bind(parameter, value.AsSpan());
    }
}
