using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Reads identifiers by the code of their type; one out of use, or without a value, says nothing.</summary>
internal static class IdentifierReader
{
    public static IReadOnlyList<RecordedIdentifier> Read(IEnumerable<R4.Identifier> identifiers) =>
        [.. identifiers.Where(identifier => identifier.Use != R4.Identifier.IdentifierUse.Old).Select(Read).OfType<RecordedIdentifier>().Distinct()];

    private static RecordedIdentifier? Read(R4.Identifier identifier)
    {
        if (identifier.Value.Trimmed() is not { } value)
            return null;
        var code = identifier.Type.CodeOf() ?? identifier.Type?.Text.Trimmed();
        var kind = IdentifierCodes.KindOf(code);
        return new RecordedIdentifier(kind, value, kind == IdentifierKind.Other ? OtherTypeOf(identifier, code) : null);
    }

    private static string? OtherTypeOf(R4.Identifier identifier, string? code) =>
        code is null or "OTHER"
            ? (identifier.Extension.ValueOf(FhirUrls.OtherIdentifierType) as R4.FhirString)?.Value.Trimmed()
            : code;
}
