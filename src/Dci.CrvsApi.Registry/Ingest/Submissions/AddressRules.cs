using Dci.CrvsApi.Registry.Ingest.Reading;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>The places inside addresses: each known, each in the one above it. What is no id of a place is the name of one, and may be anything.</summary>
internal static class AddressRules
{
    public static void Check(SubmittedBundle bundle, bool isNotification, SubmissionFaults faults)
    {
        foreach (var resource in bundle.Parsed.Entry.Select(entry => entry.Resource))
        {
            if (resource is R4.Patient patient)
                for (var i = 0; i < patient.Address.Count; i++)
                    Check(bundle, patient.Address[i], $"{bundle.PathOf(patient)}.address[{i}]", isNotification, faults);
            else if (resource is R4.Location { Address: { } address } location)
                Check(bundle, address, bundle.PathOf(location) + ".address", false, faults);
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
