using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Reads the canonical person of a found record: of the subject and in the language that was asked for, where there is one.</summary>
internal static class RecordReader
{
    private const string Body =
        "SELECT r.record_id, r.event, b.role, b.language, b.person FROM record r JOIN body b ON b.seq = r.seq WHERE r.seq = @seq";

    private const string Further = "SELECT is_default, language, person FROM rendition WHERE seq = @seq AND role = @role";

    /// <param name="session">Any.</param>
    /// <param name="seq">A record's number.</param>
    /// <param name="subject">The subject that was asked about, null for the first.</param>
    /// <param name="language">The language that was asked for, null for the default names.</param>
    public static RecordMatch Read(SqlSession session, long seq, PersonRole? subject, string? language)
    {
        var body = session.Prepare(Body);
        body.Bind(1, seq);
        try
        {
            if (!body.Read())
                throw new InvalidOperationException("A found record has no body.");
            var (id, vitalEvent) = (body.Text(0), (VitalEvent)body.Int64(1));
            var first = (PersonRole)body.Int64(2);
            var inLanguage = language is not null && !body.IsNull(3) && body.Text(3) == language;
            var isFirst = subject is null || subject == first;
            if (isFirst && (language is null || inLanguage))
                return new RecordMatch(id, vitalEvent, body.Blob(4), language);
            return ReadFurther(session, seq, subject ?? first, language) is var (person, found) && (found is not null || !isFirst)
                ? new RecordMatch(id, vitalEvent, person, found)
                : new RecordMatch(id, vitalEvent, body.Blob(4), null);
        }
        finally
        {
            body.Reset();
        }
    }

    /// <summary>The rendition in the language, else the default one; null when the subject has none of its own.</summary>
    private static (byte[] Person, string? Language)? ReadFurther(SqlSession session, long seq, PersonRole subject, string? language)
    {
        var further = session.Prepare(Further);
        further.Bind(1, seq);
        further.Bind(2, (long)subject);
        try
        {
            byte[]? byDefault = null;
            while (further.Read())
            {
                if (language is not null && further.Text(1) == language)
                    return (further.Blob(2), language);
                if (further.Int64(0) != 0)
                    byDefault = further.Blob(2);
            }

            return byDefault is null ? null : (byDefault, null);
        }
        finally
        {
            further.Reset();
        }
    }
}
