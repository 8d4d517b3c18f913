using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>Writes a sort key as <c>_sort</c> does; a person's is that of the first subject.</summary>
internal static class FhirSortText
{
    public static string Of(SortKey key, VitalEvent vitalEvent)
    {
        var subject = PersonRoles.SubjectsOf(vitalEvent)[0].Word();
        var name = key.Parameter switch
        {
            SortParameter.EventDate => FhirTerms.Parameter(RecordDateParameter.Event, vitalEvent),
            SortParameter.RegistrationDate => FhirTerms.Parameter(RecordDateParameter.Registration, vitalEvent),
            SortParameter.LastUpdated => "_lastUpdated",
            SortParameter.RecordId => "_id",
            SortParameter.RegistrationNumber or SortParameter.TrackingId => NumberOf(key.Parameter, vitalEvent),
            SortParameter.SubjectBirthDate => $"{subject}.birthdate",
            SortParameter.SubjectDeathDate => $"{subject}.death-date",
            SortParameter.SubjectMarriageDate => $"{subject}.marriage-date",
            SortParameter.SubjectFamily => $"{subject}.family",
            SortParameter.SubjectGiven => $"{subject}.given",
            SortParameter.SubjectSecondGiven => $"{subject}.second-given",
            SortParameter.SubjectSex => $"{subject}.gender",
            SortParameter.SubjectMaritalStatus => $"{subject}.marital-status",
            SortParameter.EventPlace => "event-encounter.location.name",
            SortParameter.Office => "_has:Task:focus:office.name",
            SortParameter.SubjectIdentifier => Identifier(subject, key.Kind),
            SortParameter.MotherIdentifier => Identifier("mother", key.Kind),
            SortParameter.FatherIdentifier => Identifier("father", key.Kind),
            SortParameter.MotherFamily => "mother.family",
            SortParameter.MotherGiven => "mother.given",
            SortParameter.MotherBirthDate => "mother.birthdate",
            SortParameter.FatherFamily => "father.family",
            SortParameter.FatherGiven => "father.given",
            SortParameter.FatherBirthDate => "father.birthdate",
            _ => throw new ArgumentOutOfRangeException(nameof(key), key.Parameter, "Not a sort parameter."),
        };
        return key.Descending ? "-" + name : name;
    }

    private static string NumberOf(SortParameter parameter, VitalEvent vitalEvent)
    {
        var number = parameter == SortParameter.TrackingId ? RecordNumberParameter.TrackingId : RecordNumberParameter.RegistrationNumber;
        return $"{FhirTerms.Parameter(number)}:{FhirTerms.System(number, vitalEvent)}";
    }

    private static string Identifier(string role, IdentifierKind? kind) =>
        kind is { } one ? $"{role}.identifier:{FhirTerms.Code(one)}" : $"{role}.identifier";
}
