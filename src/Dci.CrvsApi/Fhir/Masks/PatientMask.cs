using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>A Patient or RelatedPerson with the parts of it that are granted, each in the form in which a DCI person has it.</summary>
internal sealed class PatientMask(EventGrant grant, Func<string, bool> isDangling)
{
    public JsonObject Masked(JsonObject person, PersonParts parts)
    {
        if (parts.HasFlag(PersonParts.Everything))
            return Whole(person);
        var masked = person.Take("resourceType", "id");
        masked.Put("extension", Extensions(person, parts));
        masked.Put("identifier", Identifiers(person, parts));
        if (person.Text("resourceType") == "RelatedPerson")
            masked.Put("patient", (person["patient"] as JsonObject)?.Take("reference"));
        if (parts.HasFlag(PersonParts.Names))
            masked.Put("name", person.Objects("name").Where(IsCurrent).Select(Name).ToJson());
        masked.Put("telecom", Contacts(person, parts));
        if (parts.HasFlag(PersonParts.Sex))
            masked.Put("gender", person["gender"]?.DeepClone());
        if (parts.HasFlag(PersonParts.BirthDate))
            masked.Put("birthDate", person["birthDate"]?.DeepClone());
        if (parts.HasFlag(PersonParts.DeathDate))
            masked.Put("deceasedDateTime", person["deceasedDateTime"]?.DeepClone());
        if (parts.HasFlag(PersonParts.Addresses))
            masked.Put("address", person.Objects("address").Where(address => address.Text("use") != "old").Select(Address).ToJson());
        if (parts.HasFlag(PersonParts.MaritalStatus))
            masked.Put("maritalStatus", (person["maritalStatus"] as JsonObject)?.Take("coding"));
        return masked;
    }

    private JsonObject Whole(JsonObject person)
    {
        var masked = new ResourceMask(grant, isDangling).Masked(person);
        masked.Remove("identifier");
        masked.Put("identifier", person.Objects("identifier").Where(IsGranted).Select(identifier => (JsonObject)identifier.DeepClone()).ToJson());
        return masked;
    }

    private JsonArray Identifiers(JsonObject person, PersonParts parts)
    {
        if (parts.HasFlag(PersonParts.Identifiers))
            return person.Objects("identifier").Where(IsInUse).Where(IsGranted).Select(Identifier).ToJson();
        if (!parts.HasFlag(PersonParts.ParentIdentifier))
            return [];
        var known = person.Objects("identifier").Where(IsInUse).ToList();
        var told = known.Find(identifier => KindOf(identifier) == IdentifierKind.NationalId) ?? known.FirstOrDefault();
        return told is not null && IsGranted(told) ? [Identifier(told)] : [];
    }

    private static JsonObject Identifier(JsonObject identifier)
    {
        var masked = identifier.Take("system", "value");
        masked.Put("type", (identifier["type"] as JsonObject)?.Take("coding", "text"));
        return masked;
    }

    private bool IsGranted(JsonObject identifier) => grant.Shows(KindOf(identifier));

    private static bool IsInUse(JsonObject identifier) => identifier.Text("use") != "old" && identifier.Text("value") is not null;

    private static IdentifierKind KindOf(JsonObject identifier) =>
        IdentifierCodes.KindOf(FhirNodes.CodeOf(identifier["type"]) ?? (identifier["type"] as JsonObject)?.Text("text")?.Trim());

    private static bool IsCurrent(JsonObject name) => name.Text("use") is null or "official" or "usual" or "maiden";

    private static JsonObject Name(JsonObject name)
    {
        var masked = new JsonObject();
        masked.Put("extension", name.Objects("extension").Where(extension => extension.Text("url") == FhirUrls.Language).Select(extension => (JsonObject)extension.DeepClone()).ToJson());
        foreach (var (member, value) in name.Take("use", "text", "family", "given", "prefix", "suffix"))
            masked.Put(member, value?.DeepClone());
        return masked;
    }

    private static JsonArray Contacts(JsonObject person, PersonParts parts) =>
        person.Objects("telecom")
            .Where(contact => contact.Text("system") switch
            {
                "phone" => parts.HasFlag(PersonParts.Phones),
                "email" => parts.HasFlag(PersonParts.Emails),
                _ => false,
            })
            .Select(contact => contact.Take("system", "value"))
            .ToJson();

    private static JsonObject Address(JsonObject address) => address.Take("use", "type", "line", "city", "district", "state", "postalCode", "country");

    private static JsonArray Extensions(JsonObject person, PersonParts parts) =>
        person.Objects("extension")
            .Where(extension => extension.Text("url") switch
            {
                FhirUrls.MarriageDate => parts.HasFlag(PersonParts.MarriageDate),
                FhirUrls.BirthPlace => parts.HasFlag(PersonParts.BirthPlace),
                FhirUrls.AgeInYears => parts.HasFlag(PersonParts.BirthDate),
                _ => false,
            })
            .Select(extension => (JsonObject)extension.DeepClone())
            .ToJson();
}
