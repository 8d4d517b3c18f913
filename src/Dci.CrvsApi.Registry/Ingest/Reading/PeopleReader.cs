using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads who takes part in an event, by the sections of its Composition; subjects come first.</summary>
internal static class PeopleReader
{
    public static List<RecordedPerson> Read(R4.Composition composition, VitalEvent vitalEvent, BundleIndex index)
    {
        var subjects = PersonRoles.SubjectsOf(vitalEvent);
        var people = new List<RecordedPerson>();
        foreach (var (role, code) in RoleSections.All)
        {
            var isSubject = subjects.Contains(role);
            if (!isSubject && role < PersonRole.Mother)
                continue;
            var resource = Section(composition, code)?.Entry.Select(index.Resolve).FirstOrDefault(found => found is not null);
            if (PersonReader.Read(role, resource, index, isSubject) is { } person)
                people.Add(person);
        }

        return people;
    }

    /// <summary>The section of a code, whatever its system: OpenCRVS mixes them.</summary>
    public static R4.Composition.SectionComponent? Section(R4.Composition composition, string code) =>
        composition.Section.Find(section => section.Code?.Coding.Exists(coding => coding.Code == code) == true);
}
