using System.Collections.Frozen;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads what a partner may see.</summary>
internal static class AccessGrantCompiler
{
    public static AccessGrant Compile(PartnerRegistration registration, RegistrationFaults faults)
    {
        if (registration.Purposes is not null && registration.PurposeRequired != true)
            faults.Under("purposes").Add("has no effect while no purpose is required", "Set purpose_required to true, or leave purposes out");
        return new AccessGrant
        {
            Events = RegistrationWords.Translate<VitalEvent>(registration.Events, RegistrationWords.TryReadEvent, RegistrationWords.Events, faults.Under("events")),
            IdentifierKinds = RegistrationWords.Translate<IdentifierKind>(registration.IdentifierTypes, RegistrationWords.TryReadIdentifierType, RegistrationWords.IdentifierTypes, faults.Under("identifier_types")),
            Attributes = RegistrationWords.Translate<string>(registration.Attributes, RegistrationWords.TryReadAttribute, SearchVocabulary.Attributes, faults.Under("attributes")),
            Fields = RegistrationWords.Translate<string>(registration.Fields, RegistrationWords.TryReadField, AccessVocabulary.Fields, faults.Under("fields")),
            Jurisdictions = Texts(registration.Jurisdictions, 64, "jurisdictions", faults),
            PurposeRequired = registration.PurposeRequired == true,
            Purposes = Texts(registration.Purposes, 200, "purposes", faults)?.ToFrozenSet(StringComparer.Ordinal),
            AllRecords = registration.AllRecords == true,
            NotifiedEvents = registration.NotifiedEvents == true,
            FullEvents = registration.FullEvents == true,
            Sections = SectionsCompiler.Compile(registration.Sections, faults.Under("sections")),
        };
    }

    private static IReadOnlyList<string>? Texts(IReadOnlyList<string>? texts, int longest, string member, RegistrationFaults faults)
    {
        if (texts is { Count: 0 })
            faults.Under(member).Add("allows nothing", "Leave it out for no limit, or name something");
        for (var i = 0; i < texts?.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i].Length > longest)
                faults.Under(member).At(i).Add("is empty or too long", $"Give 1 to {longest} characters");
        }

        return texts;
    }
}
