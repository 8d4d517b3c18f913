namespace Dci.CrvsApi.Registry.Queries;

/// <summary>The form a query really has, whatever its query_type says.</summary>
public enum QueryKind
{
    IdTypeValue,
    Predicate,
    Expression,
    NamedQuery,
}

/// <summary>What the forms are called on the wire.</summary>
public static class QueryKinds
{
    public static string WireName(this QueryKind kind) => kind switch
    {
        QueryKind.IdTypeValue => "idtype-value",
        QueryKind.Predicate => "predicate",
        QueryKind.Expression => "expression",
        QueryKind.NamedQuery => "namedQuery",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a query kind."),
    };
}
