namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>What the values of an attribute are, which decides how they are read and how they can be compared.</summary>
internal enum AttributeKind
{
    /// <summary>An identifier or number, compared in its normalised form.</summary>
    Identifier,

    /// <summary>An identifier of any type, or with its type beside it; only equality.</summary>
    AnyIdentifier,

    /// <summary>An id compared as it is; only equality.</summary>
    Id,
    Name,

    /// <summary>A date of life: a year, a month, a day, or the day of a date-time as written.</summary>
    Date,

    /// <summary>A year of birth.</summary>
    Year,

    /// <summary>Whole years from the date of birth to today.</summary>
    Age,

    /// <summary>A point in time with its offset; a date means that day in UTC.</summary>
    Instant,

    /// <summary>A word of the vocabulary; only equality.</summary>
    Sex,

    /// <summary>A word of the vocabulary; only equality.</summary>
    MaritalStatus,

    /// <summary>FHIR Location id, code or name; only equality, which means inside.</summary>
    Place,
}

/// <summary>What the kinds allow.</summary>
internal static class AttributeKinds
{
    public static bool IsOrdered(this AttributeKind kind) =>
        kind is AttributeKind.Identifier or AttributeKind.Name or AttributeKind.Date or AttributeKind.Year or AttributeKind.Age or AttributeKind.Instant;

    /// <summary>The operators as the mapping page and refusals name them.</summary>
    public static string Operators(this AttributeKind kind) => kind.IsOrdered() ? "eq ne gt ge lt le in" : "eq ne in";
}
