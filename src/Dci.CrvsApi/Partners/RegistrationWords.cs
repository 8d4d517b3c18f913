using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>The words of a registration and what they mean.</summary>
internal static class RegistrationWords
{
    public static FrozenDictionary<string, VitalEvent> Events { get; } = new Dictionary<string, VitalEvent>
    {
        ["birth"] = VitalEvent.LiveBirth,
        ["death"] = VitalEvent.Death,
        ["fetal_death"] = VitalEvent.FetalDeath,
        ["marriage"] = VitalEvent.Marriage,
        ["divorce"] = VitalEvent.Divorce,
        ["adoption"] = VitalEvent.Adoption,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FrozenDictionary<string, IdentifierKind> IdentifierTypes { get; } = new Dictionary<string, IdentifierKind>
    {
        ["BRN"] = IdentifierKind.BirthRegistrationNumber,
        ["DRN"] = IdentifierKind.DeathRegistrationNumber,
        ["MRN"] = IdentifierKind.MarriageRegistrationNumber,
        ["UIN"] = IdentifierKind.NationalId,
        ["NID"] = IdentifierKind.NationalId,
        ["PASSPORT"] = IdentifierKind.Passport,
        ["DRIVING_LICENCE"] = IdentifierKind.DrivingLicence,
        ["SOCIAL_SECURITY_NUMBER"] = IdentifierKind.SocialSecurityNumber,
        ["REFUGEE_NUMBER"] = IdentifierKind.RefugeeNumber,
        ["ALIEN_NUMBER"] = IdentifierKind.AlienNumber,
        ["MOSIP_TOKEN"] = IdentifierKind.MosipToken,
        ["DIVORCE_REGISTRATION_NUMBER"] = IdentifierKind.DivorceRegistrationNumber,
        ["ADOPTION_REGISTRATION_NUMBER"] = IdentifierKind.AdoptionRegistrationNumber,
        ["OTHER"] = IdentifierKind.Other,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FrozenDictionary<string, SignaturePolicy> SignaturePolicies { get; } = new Dictionary<string, SignaturePolicy>
    {
        ["required"] = SignaturePolicy.Required,
        ["accept-unsigned"] = SignaturePolicy.AcceptUnsigned,
        ["off"] = SignaturePolicy.Off,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How a policy is written.</summary>
    public static string Of(SignaturePolicy policy) => SignaturePolicies.First(word => word.Value == policy).Key;

    /// <summary>How an event is written.</summary>
    public static string Of(VitalEvent vitalEvent) => Events.First(word => word.Value == vitalEvent).Key;

    /// <summary>How a kind of identifier is written.</summary>
    public static string Of(IdentifierKind kind) => IdentifierTypes.First(word => word.Value == kind).Key;

    /// <summary>Translates each word; a word that is not in the table is a fault.</summary>
    public static FrozenSet<T>? Translate<T>(IReadOnlyList<string>? words, FrozenDictionary<string, T> table, string member, RegistrationFaults faults)
    {
        if (words is null)
            return null;
        if (words.Count == 0)
            faults.Under(member).Add("allows nothing", "Leave it out for no limit, or name something");
        var meant = new List<T>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (table.TryGetValue(words[i], out var value))
                meant.Add(value);
            else
                faults.Under(member, i).Add("is not known", $"Use one of: {string.Join(", ", table.Keys.Order(StringComparer.Ordinal))}");
        }

        return meant.ToFrozenSet();
    }
}
