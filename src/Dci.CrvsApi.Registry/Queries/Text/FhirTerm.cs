using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>A leaf of a query in FHIR's words.</summary>
/// <param name="Parameters">One for each role; a record matches by any of them.</param>
/// <param name="Values">A record matches by any of them, if it keeps all the bounds of that one.</param>
/// <param name="IsText">Whether a <c>_filter</c> quotes the values; FHIR has no prefixes for such parameters.</param>
internal sealed record FhirTerm(IReadOnlyList<string> Parameters, IReadOnlyList<IReadOnlyList<FhirBound>> Values, bool IsText)
{
    /// <summary>Null for what is not a leaf.</summary>
    public static FhirTerm? Of(FhirFilter filter, VitalEvent vitalEvent) => filter switch
    {
        FhirFilter.Identifier(var kind, var roles, var comparison, var values) =>
            Text(ForRoles(roles, "identifier:of-type"), comparison, values, value => [FhirUrls.IdentifierTypes, FhirTerms.Code(kind), value]),
        FhirFilter.RecordNumber(var parameter, var comparison, var values) =>
            Text([FhirTerms.Parameter(parameter)], comparison, values, value => FhirTerms.System(parameter, vitalEvent) is { } system ? [system, value] : [value]),
        FhirFilter.Name(var parameter, var roles, var comparison, var values) =>
            Text(ForRoles(roles, FhirTerms.Parameter(parameter) + ":exact"), comparison, values, value => [value]),
        FhirFilter.PersonDate(var parameter, var roles, var comparison, var values) =>
            new(ForRoles(roles, FhirTerms.Parameter(parameter)), [.. values.Select(value => FhirBound.Of(comparison, value))], IsText: false),
        FhirFilter.RecordDate(var parameter, var comparison, var values) =>
            new([FhirTerms.Parameter(parameter, vitalEvent)], [.. values.Select(value => FhirBound.Of(comparison, value))], IsText: false),
        FhirFilter.LastUpdated(var comparison, var values) =>
            new(["_lastUpdated"], [.. values.Select(value => FhirBound.Of(comparison, value))], IsText: false),
        FhirFilter.Status(var values) =>
            Codes(["_has:Task:focus:business-status"], values.Select(StatusCodes.Of)),
        FhirFilter.PersonSex(var roles, var values) =>
            Codes(ForRoles(roles, "gender"), values.Select(PersonWriter.SexWord)),
        FhirFilter.PersonMaritalStatus(var roles, var values) =>
            Codes(ForRoles(roles, "marital-status"), values.Select(MaritalStatusCodes.Of)),
        FhirFilter.InPlace(var parameter, var values) =>
            Text([FhirTerms.Parameter(parameter)], Comparison.Eq, values, value => [value]),
        _ => null,
    };

    private static FhirTerm Text(IReadOnlyList<string> parameters, Comparison comparison, IReadOnlyList<string> values, Func<string, string[]> parts) =>
        new(parameters, [.. values.Select(value => (FhirBound[])[new FhirBound(comparison, parts(value))])], IsText: true);

    private static FhirTerm Codes(IReadOnlyList<string> parameters, IEnumerable<string> codes) =>
        new(parameters, [.. codes.Select(code => (FhirBound[])[new FhirBound(Comparison.Eq, [code])])], IsText: false);

    private static string[] ForRoles(IReadOnlyList<PersonRole> roles, string parameter) =>
        [.. roles.Select(role => $"{role.Word()}.{parameter}")];
}
