using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>The Composition with the sections that lead to something that is shown. Who wrote it is nobody's business but the registry's.</summary>
internal sealed class CompositionMask(EventGrant grant)
{
    private const string AbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    public JsonObject Masked(JsonObject composition, Func<string, bool> isShown)
    {
        var masked = composition.Take("resourceType", "id");
        if (grant.ShowsLastUpdated)
            masked.Put("meta", (composition["meta"] as JsonObject)?.Take("versionId", "lastUpdated"));
        if (!grant.HasFields && !grant.HasKinds)
            masked.Put("identifier", composition["identifier"]?.DeepClone());
        masked.Put("status", composition["status"]?.DeepClone());
        masked.Put("type", (composition["type"] as JsonObject)?.Take("coding"));
        masked.Put("category", composition.Objects("category").Select(category => category.Take("coding")).ToJson());
        WriteDate(masked, composition);
        masked["author"] = new JsonArray(new JsonObject { ["display"] = "Civil registry" });
        masked["title"] = FhirNodes.CodeOf(composition["type"]) ?? "Vital event";
        masked.Put("section", composition.Objects("section").Select(section => Section(section, isShown)).OfType<JsonObject>().ToJson());
        return masked;
    }

    /// <summary>R4 wants a date here: that there is one and that it is masked can be said.</summary>
    private void WriteDate(JsonObject masked, JsonObject composition)
    {
        if (!grant.HasFields || grant.ShowsLastUpdated)
            masked.Put("date", composition["date"]?.DeepClone());
        else
            masked["_date"] = new JsonObject { ["extension"] = new JsonArray(new JsonObject { ["url"] = AbsentReason, ["valueCode"] = "masked" }) };
    }

    private JsonObject? Section(JsonObject section, Func<string, bool> isShown)
    {
        if (FhirNodes.CodeOf(section["code"]) is not { } code || !grant.ShowsSection(code) || (grant.HasFields && !IsOfPerson(code)))
            return null;
        var entries = section.References("entry").Where(isShown).Select(reference => new JsonObject { ["reference"] = reference }).ToJson();
        if (entries.Count == 0)
            return null;
        var masked = new JsonObject();
        masked.Put("code", (section["code"] as JsonObject)?.Take("coding"));
        masked.Put("entry", entries);
        return masked;
    }

    // A section that leads to somebody who is shown for another part they played would tell of this one.
    private bool IsOfPerson(string code) => code == grant.Codes.EncounterSection || grant.PeopleOf(code) != PersonParts.None;
}
