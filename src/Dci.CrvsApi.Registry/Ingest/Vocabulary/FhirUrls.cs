namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>The code systems and extensions by which OpenCRVS, FHIR and this register tell a record's parts.</summary>
public static class FhirUrls
{
    /// <summary>What relative addresses inside a bundle are relative to.</summary>
    public const string Base = "http://opencrvs.org/fhir/";

    public const string DocumentTypes = "http://opencrvs.org/doc-types";
    public const string DocumentClasses = "http://opencrvs.org/doc-classes";
    public const string PersonSections = "http://opencrvs.org/doc-sections";
    public const string EncounterSections = "http://opencrvs.org/specs/sections";
    public const string TaskTypes = "http://opencrvs.org/specs/types";
    public const string Statuses = "http://opencrvs.org/specs/reg-status";
    public const string IdentifierTypes = "http://opencrvs.org/specs/identifier-type";
    public const string LocationTypes = "http://opencrvs.org/specs/location-type";
    public const string Ids = "http://opencrvs.org/specs/id/";
    public const string StatisticalCode = Ids + "statistical-code";
    public const string InternalId = Ids + "internal-id";

    public const string Extensions = "http://opencrvs.org/specs/extension/";
    public const string Office = Extensions + "regLastOffice";
    public const string PartOf = Extensions + "part-of";
    public const string MarriageDate = Extensions + "date-of-marriage";
    public const string AgeInYears = Extensions + "age-of-individual-in-years";
    public const string MarriedLastName = Extensions + "married-last-name";
    public const string OtherIdentifierType = Extensions + "other-identifier-type";
    public const string FieldsModifiedByIdentity = Extensions + "fields-modified-by-identity";

    public const string Language = "http://hl7.org/fhir/StructureDefinition/language";
    public const string BirthPlace = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace";
    public const string ActCodes = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    public const string MaritalStatuses = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";

    /// <summary>Our own: the day of registration on a Task, which OpenCRVS keeps in the Task's history only.</summary>
    public const string RegistrationDate = "urn:dci-crvs-api:registration-date";
}
