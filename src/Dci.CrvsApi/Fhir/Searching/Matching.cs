using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Fhir.Searching;

/// <summary>Tells which resources of a found record are what was searched for.</summary>
internal static class Matching
{
    public static IReadOnlyList<ShownResource> Of(ResourceSearch search, RecordView view)
    {
        var candidates = search.Type == "Patient" ? Subjects(search, view) : view.Of(search.Type);
        return [.. candidates.Where(resource => search.Tests.All(test => Passes(test, resource)))];
    }

    /// <summary>Of two subjects, those whom the search is about; the record tells, since what the partner sees of them may not.</summary>
    private static IReadOnlyList<ShownResource> Subjects(ResourceSearch search, RecordView view)
    {
        var subjects = view.Subjects();
        if (search.Tests.Any(test => test is ResourceTest.HasId))
            return [.. view.Of("Patient")];
        if (PersonRoles.SubjectsOf(view.Record.Event).Count < 2 || search.Branches.FirstOrDefault(branch => branch.Event == view.Record.Event) is not { } branch)
            return subjects;
        if (BundleReader.Read(view.Record.Bundle) is not BundleReading.Accepted { Bundle.Record: { } record })
            return [];
        var meant = SubjectMatch.Of(branch.Filter, record).Select(person => person.PatientId).ToList();
        return [.. subjects.Where(subject => meant.Contains(subject.Id))];
    }

    private static bool Passes(ResourceTest test, ShownResource resource) => test switch
    {
        ResourceTest.HasId id => id.Ids.Contains(resource.Id),
        ResourceTest.RefersTo to => resource.Json.References(to.Member).Any(reference => to.Names.Any(name => name.ToString() == reference)),
        ResourceTest.HasCode code => resource.Json.Objects("code").SelectMany(concept => concept.Objects("coding")).Any(coding =>
            code.Codes.Any(asked => asked.Code == coding.Text("code") && (asked.System is null || asked.System == coding.Text("system")))),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "Not a test."),
    };
}
