using Dci.CrvsApi.Registry.Ingest.Reading;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>The places inside addresses: each known, each in the one above it. What is no id of a place is the name of one, and may be anything.</summary>
internal static class AddressRules
{
    public static void Check(SubmittedBundle bundle, bool isNotification, SubmissionFaults faults)
    {
        for (var i = 0; i < bundle.Parsed.Entry.Count && !faults.IsFull; i++)
        {
            var path = $"Bundle.entry[{i}].resource.address";
            if (bundle.Parsed.Entry[i].Resource is R4.Patient patient)
                for (var j = 0; j < patient.Address.Count; j++)
                    Check(bundle, patient.Address[j], $"{path}[{j}]", isNotification, faults);
            else if (bundle.Parsed.Entry[i].Resource is R4.Location { Address: { } address })
                Check(bundle, address, path, false, faults);
        }
    }

    private static void Check(SubmittedBundle bundle, R4.Address address, string path, bool countryRequired, SubmissionFaults faults)
    {
        if (countryRequired && !Countries.IsKnown(address.Country))
            faults.Rule(path + ".country", "is not the ISO 3166 code of a country");
        string? above = null;
        foreach (var (element, id) in Areas(address))
        {
            if (bundle.Places.Find(id) is null)
                faults.NotFound(path + element, "is a place that this register does not know");
            else if (above is not null && !bundle.Places.PathOf(id).Any(place => place.Id == above))
                faults.Rule(path + element, "does not lie in the area above it");
            else
                above = id;
        }
    }

    private static IEnumerable<(string Element, string Id)> Areas(R4.Address address)
    {
        if (Id(address.State) is { } state)
            yield return (".state", state);
        if (Id(address.District) is { } district)
            yield return (".district", district);

        // OpenCRVS writes its lower levels of areas into the last lines, the higher level first.
        foreach (var line in address.Line)
            if (Guid.TryParse(line, out _))
                yield return (".line", line);
    }

    private static string? Id(string? text)
    {
        var id = AddressReader.PlainId(text);
        return Guid.TryParse(id, out _) || (id is not null && id != text) ? id : null;
    }
}
