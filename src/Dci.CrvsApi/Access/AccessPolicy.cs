using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Access;

/// <summary>What a partner may ask: what it may not see it may neither search nor sort by. Pure.</summary>
internal static class AccessPolicy
{
    private const string CriteriaRefused = "rjct.search_criteria.invalid";
    private const string SortRefused = "rjct.sort.invalid";

    public static AccessDecision Decide(Partner partner, AccessQuestion question)
    {
        var grant = partner.Access;
        if (PurposeFault(grant, question.Purpose) is { } unstated)
            return Refuse(unstated);
        foreach (var kind in question.IdentifierKinds)
        {
            if (grant.IdentifierKinds?.Contains(kind) == false)
                return Refuse($"You may not search by this type of identifier: {RegistrationWords.Of(kind)}.");
        }

        var faults = new List<Rejection>();
        var allowed = new List<VitalEvent>(question.Events.Count);
        foreach (var vitalEvent in question.Events)
        {
            if (Fault(grant, question, vitalEvent) is { } fault)
                faults.Add(fault);
            else
                allowed.Add(vitalEvent);
        }

        return faults.Count > 0 && (question.ExplicitEvent || allowed.Count == 0)
            ? new AccessDecision.Refused(faults[0])
            : new AccessDecision.Granted(allowed, JurisdictionOf(grant));
    }

    private static Rejection? Fault(AccessGrant grant, AccessQuestion question, VitalEvent vitalEvent)
    {
        if (grant.Events?.Contains(vitalEvent) == false)
            return new Rejection(CriteriaRefused, $"You may not ask about this event: {RegistrationWords.Of(vitalEvent)}.");
        foreach (var attribute in question.Attributes)
        {
            if (!MayUse(grant, attribute, vitalEvent))
                return new Rejection(CriteriaRefused, $"You may not search by {attribute}.");
        }

        foreach (var attribute in question.SortAttributes)
        {
            if (!MayUse(grant, attribute, vitalEvent))
                return new Rejection(SortRefused, $"You may not sort by {attribute}.");
        }

        return null;
    }

    private static bool MayUse(AccessGrant grant, string attribute, VitalEvent vitalEvent)
    {
        var named = IsNamed(grant, attribute);
        if (grant.Attributes is not null && !named)
            return false;
        if (grant.Fields is null)
            return true;
        var fields = AttributeFields.Of(attribute, vitalEvent);
        return fields.Count == 0 ? named : fields.All(field => field.StartsWith('@') || grant.Fields.Contains(field));
    }

    // Whoever is granted a type of identifier is granted to search by it.
    private static bool IsNamed(AccessGrant grant, string attribute) =>
        grant.Attributes?.Contains(attribute) == true
        || (grant.IdentifierKinds is { } kinds && SearchVocabulary.IdentifierKindOf(attribute) is { } kind && kinds.Contains(kind));

    private static string? PurposeFault(AccessGrant grant, string? purpose)
    {
        if (!grant.PurposeRequired)
            return null;
        if (purpose is null)
            return "State what the records are for: consent.purpose.code or authorize.purpose.code.";
        return grant.Purposes?.Contains(purpose) == false
            ? $"The purpose is not one you are registered for. Registered: {string.Join(", ", grant.Purposes.Order(StringComparer.Ordinal))}."
            : null;
    }

    private static FhirFilter.InPlace? JurisdictionOf(AccessGrant grant) =>
        grant.Jurisdictions is { } places ? new FhirFilter.InPlace(PlaceParameter.Event, places) : null;

    private static AccessDecision.Refused Refuse(string detail) => new(new Rejection(CriteriaRefused, detail));
}
