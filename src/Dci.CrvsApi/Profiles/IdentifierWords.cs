using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Profiles;

/// <summary>From the word a record or a partner writes for a type of identifier to what it identifies.</summary>
internal static class IdentifierWords
{
    private static readonly FrozenDictionary<string, IdentifierKind> Kinds = new Dictionary<string, IdentifierKind>(StringComparer.Ordinal)
    {
        ["BRN"] = IdentifierKind.BirthRegistrationNumber,
        ["BIRTHREGNO"] = IdentifierKind.BirthRegistrationNumber,
        ["BIRTHREGISTRATIONNUMBER"] = IdentifierKind.BirthRegistrationNumber,
        ["DRN"] = IdentifierKind.DeathRegistrationNumber,
        ["DEATHREGNO"] = IdentifierKind.DeathRegistrationNumber,
        ["DEATHREGISTRATIONNUMBER"] = IdentifierKind.DeathRegistrationNumber,
        ["MRN"] = IdentifierKind.MarriageRegistrationNumber,
        ["MARRIAGEREGNO"] = IdentifierKind.MarriageRegistrationNumber,
        ["MARRIAGEREGISTRATIONNUMBER"] = IdentifierKind.MarriageRegistrationNumber,
        ["UIN"] = IdentifierKind.NationalId,
        ["NID"] = IdentifierKind.NationalId,
        ["NIN"] = IdentifierKind.NationalId,
        ["NATIONALID"] = IdentifierKind.NationalId,
        ["PASSPORT"] = IdentifierKind.Passport,
        ["DRIVINGLICENCE"] = IdentifierKind.DrivingLicence,
        ["DRIVINGLICENSE"] = IdentifierKind.DrivingLicence,
        ["SOCIALSECURITYNO"] = IdentifierKind.SocialSecurityNumber,
        ["SOCIALSECURITYNUMBER"] = IdentifierKind.SocialSecurityNumber,
        ["SSN"] = IdentifierKind.SocialSecurityNumber,
        ["REFUGEENUMBER"] = IdentifierKind.RefugeeNumber,
        ["ALIENNUMBER"] = IdentifierKind.AlienNumber,
        ["MOSIPTOKEN"] = IdentifierKind.MosipToken,
        ["MOSIPPSUTTOKENID"] = IdentifierKind.MosipToken,
        ["DIVORCEREGISTRATIONNUMBER"] = IdentifierKind.DivorceRegistrationNumber,
        ["ADOPTIONREGISTRATIONNUMBER"] = IdentifierKind.AdoptionRegistrationNumber,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whatever the case, spaces, hyphens and underscores; <see cref="IdentifierKind.Other"/> for an unknown word.</summary>
    public static IdentifierKind KindOf(string? word) =>
        Normalised.Identifier(word?.Replace("_", "", StringComparison.Ordinal)) is { } known && Kinds.TryGetValue(known, out var kind)
            ? kind
            : IdentifierKind.Other;
}
