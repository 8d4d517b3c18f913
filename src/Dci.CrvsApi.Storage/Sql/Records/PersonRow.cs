using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>A person under one of their names, in the form that is compared.</summary>
internal sealed record PersonRow(RecordedPerson Person, int NameNo, string? Family, string? Given, string? SecondGiven)
{
    /// <summary>Every person under every name; a person without a name has one row all the same.</summary>
    public static List<PersonRow> AllOf(VitalRecord record)
    {
        var rows = new List<PersonRow>(record.People.Count + 2);
        foreach (var person in record.People)
        {
            rows.Add(Of(person, 0, person.Names.Count > 0 ? person.Names[0] : null));
            for (var i = 1; i < person.Names.Count; i++)
                rows.Add(Of(person, i, person.Names[i]));
        }

        return rows;
    }

    private static PersonRow Of(RecordedPerson person, int nameNo, RecordedName? name) =>
        new(person, nameNo, Normalised.Name(name?.Surname), Normalised.Name(name?.GivenName), Normalised.Name(name?.SecondName));
}
