using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>An identifier of a person in the form that is compared.</summary>
internal readonly record struct IdentRow(IdentifierKind Kind, string Value, PersonRole Role)
{
    /// <summary>Each identifier once; those of which nothing is left are none.</summary>
    public static List<IdentRow> AllOf(VitalRecord record)
    {
        var rows = new List<IdentRow>();
        foreach (var person in record.People)
            foreach (var identifier in person.Identifiers)
                if (Normalised.Identifier(identifier.Value) is { } value && new IdentRow(identifier.Kind, value, person.Role) is var row && !rows.Contains(row))
                    rows.Add(row);
        return rows;
    }
}
