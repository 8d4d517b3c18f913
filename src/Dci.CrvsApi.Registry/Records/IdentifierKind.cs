namespace Dci.CrvsApi.Registry.Records;

/// <summary>
/// What an identifier identifies. UIN and NID name the same thing, the national identifier of a person,
/// so they are one kind here; which of the two words goes on the wire is a setting.
/// </summary>
public enum IdentifierKind
{
    BirthRegistrationNumber = 1,
    DeathRegistrationNumber = 2,
    MarriageRegistrationNumber = 3,
    NationalId = 4,
    Passport = 5,
    DrivingLicence = 6,
    SocialSecurityNumber = 7,
    RefugeeNumber = 8,
    AlienNumber = 9,
    MosipToken = 10,
    DivorceRegistrationNumber = 11,
    AdoptionRegistrationNumber = 12,
    Other = 99,
}
