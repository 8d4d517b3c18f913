namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>What resources can be sorted by: what their records can.</summary>
public static class SearchSorts
{
    private static readonly (string Name, SortParameter Key, string Attribute)[] OfAll = [("_lastUpdated", SortParameter.LastUpdated, "last_updated")];

    private static readonly (string Name, SortParameter Key, string Attribute)[] OfComposition =
        [("_id", SortParameter.RecordId, "record_id"), ("event-encounter.date", SortParameter.EventDate, "event_date"), .. OfAll];

    private static readonly (string Name, SortParameter Key, string Attribute)[] OfTask =
        [("registered", SortParameter.RegistrationDate, "registration_date"), ("modified", SortParameter.LastUpdated, "last_updated"), .. OfAll];

    private static readonly (string Name, SortParameter Key, string Attribute)[] OfPatient =
        [("birthdate", SortParameter.SubjectBirthDate, "birth_date"), ("family", SortParameter.SubjectFamily, "name.surname"), ("given", SortParameter.SubjectGiven, "name.given_name"), .. OfAll];

    private static readonly (string Name, SortParameter Key, string Attribute)[] OfEncounter = [("date", SortParameter.EventDate, "event_date"), .. OfAll];

    /// <summary>The words of <c>_sort</c>.</summary>
    public static IEnumerable<string> Of(string type) => Table(type).Select(sort => sort.Name);

    internal static (SortParameter Key, string Attribute)? Find(string type, string name)
    {
        foreach (var sort in Table(type))
            if (sort.Name == name)
                return (sort.Key, sort.Attribute);
        return null;
    }

    private static (string Name, SortParameter Key, string Attribute)[] Table(string type) => type switch
    {
        "Composition" => OfComposition,
        "Task" => OfTask,
        "Patient" => OfPatient,
        "Encounter" => OfEncounter,
        _ => OfAll,
    };
}
