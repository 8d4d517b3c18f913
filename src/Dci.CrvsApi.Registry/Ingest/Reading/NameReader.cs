using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads the names of a person: one for each language, the first the default, maiden names beside them.</summary>
internal static class NameReader
{
    public static IReadOnlyList<RecordedName> Read(IReadOnlyCollection<R4.HumanName> names)
    {
        var current = names.Where(name => name.Use is null or R4.HumanName.NameUse.Official or R4.HumanName.NameUse.Usual).ToList();
        var maidens = names.Where(name => name.Use == R4.HumanName.NameUse.Maiden).ToList();
        if (current.Count == 0)
            return [.. names.Select(name => Read(name, null)).OfType<RecordedName>().DistinctBy(name => name.Language).Take(1)];

        return
        [
            .. current
                .Select(name => Read(name, MaidenOf(maidens, LanguageOf(name))))
                .OfType<RecordedName>()
                .DistinctBy(name => name.Language),
        ];
    }

    private static RecordedName? Read(R4.HumanName name, string? maiden)
    {
        var given = name.Given.Select(FhirElements.Trimmed).OfType<string>().ToList();
        var family = name.Family.Trimmed();
        var read = new RecordedName
        {
            Language = LanguageOf(name),
            Surname = family,
            GivenName = given.FirstOrDefault() ?? (family is null ? name.Text.Trimmed() : null),
            SecondName = Joined(given.Skip(1)),
            MaidenName = maiden,
            Prefix = Joined(name.Prefix),
            Suffix = Joined(name.Suffix),
        };
        return read is { Surname: null, GivenName: null } ? null : read;
    }

    private static string? MaidenOf(List<R4.HumanName> maidens, string? language) =>
        maidens.Find(name => LanguageOf(name) == language)?.Family.Trimmed();

    private static string? LanguageOf(R4.HumanName name) =>
        LanguageCodes.ThreeLetters((name.Extension.ValueOf(FhirUrls.Language) as R4.Code)?.Value);

    private static string? Joined(IEnumerable<string?> parts) =>
        string.Join(' ', parts.Select(FhirElements.Trimmed).OfType<string>()).Trimmed();
}
