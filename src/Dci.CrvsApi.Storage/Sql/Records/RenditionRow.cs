using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>A canonical person as it is kept.</summary>
/// <param name="Subject">The subject's role.</param>
/// <param name="IsDefault">Whether the names in it are the subject's default ones.</param>
/// <param name="Language">The language of the names in it, null when the source does not say.</param>
/// <param name="Person">UTF-8 JSON.</param>
internal sealed record RenditionRow(PersonRole Subject, bool IsDefault, string? Language, ReadOnlyMemory<byte> Person)
{
    public static RenditionRow Of(VitalRecord record, Rendition rendition) => new(
        rendition.Subject,
        rendition.Language is null,
        rendition.Language ?? (record.People.FirstOrDefault(person => person.Role == rendition.Subject)?.Names is [var name, ..] ? name.Language : null),
        rendition.Person);
}
