using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>The codes of Identifier.type: those of OpenCRVS, the short ones of DCI and HL7 table 0203.</summary>
public static class IdentifierCodes
{
    private static readonly FrozenDictionary<string, IdentifierKind> Known = new Dictionary<string, IdentifierKind>
    {
        ["BIRTH_REGISTRATION_NUMBER"] = IdentifierKind.BirthRegistrationNumber,
        ["BRN"] = IdentifierKind.BirthRegistrationNumber,
        ["BR"] = IdentifierKind.BirthRegistrationNumber,
        ["DEATH_REGISTRATION_NUMBER"] = IdentifierKind.DeathRegistrationNumber,
        ["DRN"] = IdentifierKind.DeathRegistrationNumber,
        ["MARRIAGE_REGISTRATION_NUMBER"] = IdentifierKind.MarriageRegistrationNumber,
        ["MRN"] = IdentifierKind.MarriageRegistrationNumber,
        ["DIVORCE_REGISTRATION_NUMBER"] = IdentifierKind.DivorceRegistrationNumber,
        ["ADOPTION_REGISTRATION_NUMBER"] = IdentifierKind.AdoptionRegistrationNumber,
        ["NATIONAL_ID"] = IdentifierKind.NationalId,
        ["UIN"] = IdentifierKind.NationalId,
        ["NID"] = IdentifierKind.NationalId,
        ["NI"] = IdentifierKind.NationalId,
        ["PASSPORT"] = IdentifierKind.Passport,
        ["PPN"] = IdentifierKind.Passport,
        ["DRIVING_LICENSE"] = IdentifierKind.DrivingLicence,
        ["DL"] = IdentifierKind.DrivingLicence,
        ["SOCIAL_SECURITY_NO"] = IdentifierKind.SocialSecurityNumber,
        ["SS"] = IdentifierKind.SocialSecurityNumber,
        ["REFUGEE_NUMBER"] = IdentifierKind.RefugeeNumber,
        ["ALIEN_NUMBER"] = IdentifierKind.AlienNumber,
        ["MOSIP_PSUT_TOKEN_ID"] = IdentifierKind.MosipToken,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IdentifierKind KindOf(string? code) =>
        code is not null && Known.TryGetValue(code, out var kind) ? kind : IdentifierKind.Other;

    /// <summary>OpenCRVS's code; for <see cref="IdentifierKind.Other"/> the source's own word.</summary>
    public static string Of(RecordedIdentifier identifier) => identifier.Kind switch
    {
        IdentifierKind.BirthRegistrationNumber => "BIRTH_REGISTRATION_NUMBER",
        IdentifierKind.DeathRegistrationNumber => "DEATH_REGISTRATION_NUMBER",
        IdentifierKind.MarriageRegistrationNumber => "MARRIAGE_REGISTRATION_NUMBER",
        IdentifierKind.DivorceRegistrationNumber => "DIVORCE_REGISTRATION_NUMBER",
        IdentifierKind.AdoptionRegistrationNumber => "ADOPTION_REGISTRATION_NUMBER",
        IdentifierKind.NationalId => "NATIONAL_ID",
        IdentifierKind.Passport => "PASSPORT",
        IdentifierKind.DrivingLicence => "DRIVING_LICENSE",
        IdentifierKind.SocialSecurityNumber => "SOCIAL_SECURITY_NO",
        IdentifierKind.RefugeeNumber => "REFUGEE_NUMBER",
        IdentifierKind.AlienNumber => "ALIEN_NUMBER",
        IdentifierKind.MosipToken => "MOSIP_PSUT_TOKEN_ID",
        IdentifierKind.Other => identifier.OtherType ?? "OTHER",
        _ => throw new ArgumentOutOfRangeException(nameof(identifier), identifier.Kind, "Not a kind of identifier."),
    };
}
