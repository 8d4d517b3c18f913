using System.Collections.Frozen;
using Dci.CrvsApi.Access;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads what a partner may see. An empty list is a fault: it would grant nothing, or everything, depending on the reader.</summary>
internal static class AccessGrantCompiler
{
    public static AccessGrant Compile(PartnerRegistration registration, RegistrationFaults faults)
    {
        if (registration.Purposes is not null && registration.PurposeRequired != true)
            faults.Under("purposes").Add("has no effect while no purpose is required", "Set purpose_required to true, or leave purposes out");
        return new AccessGrant
        {
            Events = RegistrationWords.Translate(registration.Events, RegistrationWords.Events, "events", faults),
            IdentifierKinds = RegistrationWords.Translate(registration.IdentifierTypes, RegistrationWords.IdentifierTypes, "identifier_types", faults),
            Attributes = Known(registration.Attributes, AccessVocabulary.Attributes, "attributes", faults),
            Fields = Known(registration.Fields, AccessVocabulary.Fields, "fields", faults),
            Jurisdictions = Texts(registration.Jurisdictions, 64, "jurisdictions", faults),
            PurposeRequired = registration.PurposeRequired == true,
            Purposes = Texts(registration.Purposes, 200, "purposes", faults)?.ToFrozenSet(StringComparer.Ordinal),
        };
    }

    private static FrozenSet<string>? Known(IReadOnlyList<string>? words, FrozenSet<string> known, string member, RegistrationFaults faults) =>
        RegistrationWords.Translate(words, known.ToFrozenDictionary(word => word, StringComparer.Ordinal), member, faults)?.ToFrozenSet(StringComparer.Ordinal);

    private static IReadOnlyList<string>? Texts(IReadOnlyList<string>? texts, int longest, string member, RegistrationFaults faults)
    {
        if (texts is { Count: 0 })
            faults.Under(member).Add("allows nothing", "Leave it out for no limit, or name something");
        for (var i = 0; i < texts?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i].Length > longest)
                faults.Under(member, i).Add("is empty or too long", $"Give 1 to {longest} characters");
        }

        return texts;
    }
}
