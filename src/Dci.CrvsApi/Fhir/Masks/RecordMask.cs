using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>Makes of one record the bundle that was granted: begins at the sections that are, and takes what they lead to.</summary>
internal sealed class RecordMask(EventGrant grant, RecordNodes record)
{
    /// <summary>May hold identifiers of any kind in any place, scans of documents among them.</summary>
    private static readonly string[] OfAnyKind = ["DocumentReference", "QuestionnaireResponse", "Binary"];

    private readonly Dictionary<JsonObject, PersonParts> _people = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JsonObject> _others = new(ReferenceEqualityComparer.Instance);

    public JsonObject Masked()
    {
        if (record.Composition is { } composition)
            Walk(composition);
        if (grant is { HasSections: false, HasFields: false })
            TakeAll();
        TakePlaces();

        var bundle = record.Bundle.Take("resourceType", "id", "type");
        if (!grant.HasFields && !grant.HasKinds)
            bundle.Put("identifier", record.Bundle["identifier"]?.DeepClone());
        if (grant.ShowsLastUpdated)
            bundle.Put("timestamp", record.Bundle["timestamp"]?.DeepClone());
        bundle.Put("entry", record.Bundle.Objects("entry").Select(Entry).OfType<JsonObject>().ToJson());
        return bundle;
    }

    private void Walk(JsonObject composition)
    {
        foreach (var section in composition.Objects("section"))
        {
            if (FhirNodes.CodeOf(section["code"]) is not { } code || !grant.ShowsSection(code))
                continue;
            foreach (var resource in record.Resolve(section, "entry"))
                Take(resource, code);
        }

        // An Encounter that no section names is the event's own when there is no other.
        if (grant.ShowsSection(grant.Codes.EncounterSection) && record.Of("Encounter").Take(2).ToList() is [var only])
            Take(only, grant.Codes.EncounterSection);
    }

    private void Take(JsonObject resource, string section)
    {
        switch (RecordNodes.TypeOf(resource))
        {
            case "Patient":
                TakePerson(resource, grant.PeopleOf(section));
                break;
            case "RelatedPerson":
                TakeRelated(resource, grant.PeopleOf(section));
                break;
            case "Encounter" when section == grant.Codes.EncounterSection || !grant.HasFields:
                _others.Add(resource);
                TakeObservations(resource);
                break;
            case "Composition" or "Task" or "Encounter":
                break;
            default:
                if (!grant.HasFields)
                    _others.Add(resource);
                break;
        }
    }

    private void TakePerson(JsonObject person, PersonParts parts)
    {
        if (parts != PersonParts.None)
            _people[person] = _people.GetValueOrDefault(person) | parts;
    }

    /// <summary>One with a name of its own is that person; one without says the same of the Patient it refers to.</summary>
    private void TakeRelated(JsonObject related, PersonParts parts)
    {
        TakePerson(related, parts);
        if (parts == PersonParts.Everything || related["name"] is null)
            foreach (var patient in record.Resolve(related, "patient"))
                TakePerson(patient, parts);
    }

    private void TakeObservations(JsonObject encounter)
    {
        if (!grant.HasFields)
            _others.UnionWith(record.Of("Observation").Where(observation => record.Resolve(observation, "encounter").Contains(encounter)));
    }

    /// <summary>Without limits on fields and sections, everything that may hold no identifier of another kind.</summary>
    private void TakeAll()
    {
        foreach (var resource in record.Resources())
        {
            var type = RecordNodes.TypeOf(resource);
            if (type is "Patient" or "RelatedPerson")
                TakePerson(resource, PersonParts.Everything);
            else if (type is not ("Composition" or "Task"))
                _others.Add(resource);
        }
    }

    /// <summary>The places that granted Encounters and, where all fields are granted, the Task name, with what they lie in.</summary>
    private void TakePlaces()
    {
        var open = new Stack<JsonObject>();
        if (grant.ShowsPlace)
            foreach (var place in _others.Where(resource => RecordNodes.TypeOf(resource) == "Encounter").SelectMany(encounter => encounter.Objects("location")).SelectMany(place => record.Resolve(place, "location")).ToList())
                open.Push(place);
        if (!grant.HasFields && record.Task() is { } task)
            foreach (var office in TaskMask.Offices(task).SelectMany(extension => record.Resolve(extension, "valueReference")))
                open.Push(office);
        while (open.TryPop(out var place))
            if (RecordNodes.TypeOf(place) == "Location" && _others.Add(place))
                foreach (var around in record.Resolve(place, "partOf"))
                    open.Push(around);
    }

    private JsonObject? Entry(JsonObject entry)
    {
        if (entry["resource"] is not JsonObject resource || Shown(resource) is not { } shown)
            return null;
        var made = entry.Take("fullUrl");
        made.Put("resource", shown);
        return made;
    }

    private JsonObject? Shown(JsonObject resource)
    {
        var type = RecordNodes.TypeOf(resource);
        if (type == "Composition")
            return ReferenceEquals(resource, record.Composition) ? new CompositionMask(grant).Masked(resource, IsShown) : null;
        if (type == "Task")
            return ReferenceEquals(resource, record.Task()) ? new TaskMask(grant).Masked(resource, record.Registered()) : null;
        if (!IsShown(resource))
            return null;
        if (type is "Patient" or "RelatedPerson")
            return new PatientMask(grant, IsDangling).Masked(resource, _people[resource]);
        if (type == "Encounter" && grant.HasFields)
            return EncounterMask.Masked(resource, grant);
        if (type == "Location" && grant.HasFields)
            return resource.Take("resourceType", "id", "identifier", "status", "name", "alias", "description", "mode", "type", "address", "physicalType", "position", "partOf");
        return new ResourceMask(grant, IsDangling).Masked(resource);
    }

    private bool IsShown(string reference) => record.Resolve(reference) is { } resource && IsShown(resource);

    private bool IsShown(JsonObject resource) => RecordNodes.TypeOf(resource) switch
    {
        "Patient" or "RelatedPerson" => _people.ContainsKey(resource),
        "Encounter" when grant.HasFields => _others.Contains(resource) && EncounterMask.Masked(resource, grant) is not null,
        "Composition" or "Task" => true,
        var type => _others.Contains(resource) && !(grant.HasKinds && OfAnyKind.Contains(type)),
    };

    /// <summary>Whether a reference leads to something that stays behind.</summary>
    private bool IsDangling(string reference) => record.Resolve(reference) is { } resource && !IsShown(resource);
}
