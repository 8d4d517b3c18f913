using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads a person of the event out of a Patient, or out of the RelatedPerson that wraps one.</summary>
internal static class PersonReader
{
    /// <summary>Null when there is nobody: no such resource, or a Patient that only says that no details are known.</summary>
    public static RecordedPerson? Read(PersonRole role, R4.Resource? resource, BundleIndex index, bool isSubject) => resource switch
    {
        R4.Patient { Active: false } when !isSubject => null,
        R4.Patient patient => OfPatient(role, patient, index),
        R4.RelatedPerson { Name.Count: > 0 } related => OfRelatedPerson(role, related, index),
        R4.RelatedPerson related when index.Resolve(related.Patient) is R4.Patient patient => Read(role, patient, index, isSubject),
        _ => null,
    };

    private static RecordedPerson OfPatient(PersonRole role, R4.Patient patient, BundleIndex index) =>
        new()
        {
            Role = role,
            PatientId = index.IdOf(patient),
            Names = NameReader.Read(patient.Name),
            Identifiers = IdentifierReader.Read(patient.Identifier),
            Sex = SexOf(patient.Gender),
            BirthDate = BirthDateOf(patient),
            DeathDate = patient.Deceased.AsDate(),
            MarriageDate = patient.Extension.ValueOf(FhirUrls.MarriageDate).AsDate(),
            MaritalStatus = MaritalStatusCodes.Parse(patient.MaritalStatus.CodeOf()) ?? MaritalStatusCodes.Parse(patient.MaritalStatus?.Text),
            BirthPlaceId = BirthPlaceOf(patient, index),
            Addresses = AddressesOf(patient.Address),
            PhoneNumbers = ContactsOf(patient.Telecom, R4.ContactPoint.ContactPointSystem.Phone),
            Emails = ContactsOf(patient.Telecom, R4.ContactPoint.ContactPointSystem.Email),
        };

    private static RecordedPerson OfRelatedPerson(PersonRole role, R4.RelatedPerson related, BundleIndex index) =>
        new()
        {
            Role = role,
            PatientId = index.IdOf(related),
            Names = NameReader.Read(related.Name),
            Identifiers = IdentifierReader.Read(related.Identifier),
            Sex = SexOf(related.Gender),
            BirthDate = related.BirthDate.AsDate(),
            Addresses = AddressesOf(related.Address),
            PhoneNumbers = ContactsOf(related.Telecom, R4.ContactPoint.ContactPointSystem.Phone),
            Emails = ContactsOf(related.Telecom, R4.ContactPoint.ContactPointSystem.Email),
        };

    private static Sex? SexOf(R4.AdministrativeGender? gender) => gender switch
    {
        R4.AdministrativeGender.Male => Sex.Male,
        R4.AdministrativeGender.Female => Sex.Female,
        R4.AdministrativeGender.Other => Sex.Other,
        R4.AdministrativeGender.Unknown => Sex.Unknown,
        null => null,
        _ => throw new ArgumentOutOfRangeException(nameof(gender), gender, "Not a gender of R4."),
    };

    /// <summary>Where only an age was told, OpenCRVS makes up a 1 January: no more than the year is known.</summary>
    private static PartialDate? BirthDateOf(R4.Patient patient)
    {
        var date = patient.BirthDate.AsDate();
        var isMadeUp = date is { IsDay: true, First: { Month: 1, Day: 1 } } && patient.Extension.ValueOf(FhirUrls.AgeInYears) is not null;
        return isMadeUp ? PartialDate.OfYear(date!.Value.First.Year) : date;
    }

    private static string? BirthPlaceOf(R4.Patient patient, BundleIndex index) =>
        patient.Extension.ValueOf(FhirUrls.BirthPlace) is R4.Address address
            ? AddressReader.AreaOf(address, index) ?? AddressReader.PlainId(address.District) ?? AddressReader.PlainId(address.State)
            : null;

    private static List<RecordedAddress> AddressesOf(IEnumerable<R4.Address> addresses) =>
        [.. addresses.Where(address => address.Use != R4.Address.AddressUse.Old).Select(AddressReader.Read).OfType<RecordedAddress>()];

    private static List<string> ContactsOf(IEnumerable<R4.ContactPoint> contacts, R4.ContactPoint.ContactPointSystem system) =>
        [.. contacts.Where(contact => contact.System == system).Select(contact => contact.Value.Trimmed()).OfType<string>().Distinct()];
}
