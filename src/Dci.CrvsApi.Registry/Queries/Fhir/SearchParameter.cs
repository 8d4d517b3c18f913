using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>A parameter by which resources of a type are searched, and what it asks of a record.</summary>
internal sealed record SearchParameter(string Name, SearchParameterType Type, ParameterMeaning Meaning)
{
    /// <summary>The one modifier that may stand with it, null for none. It may be left out unless <see cref="ParameterMeaning.Typed"/> needs it.</summary>
    public string? Modifier => Meaning switch
    {
        ParameterMeaning.Typed => "of-type",
        ParameterMeaning.Attribute { Kind: AttributeKind.Name } => "exact",
        ParameterMeaning.Attribute { Kind: AttributeKind.Place } => "below",
        _ => null,
    };
}

/// <summary>What a parameter asks.</summary>
internal abstract record ParameterMeaning
{
    private ParameterMeaning()
    {
    }

    /// <summary>An attribute, by its canonical name as far as it has one; null on an event where it means nothing.</summary>
    internal sealed record Attribute(string Name, AttributeKind Kind, Func<VitalEvent, Meaning?> On) : ParameterMeaning;

    /// <summary>An identifier of people, by its type, or of any.</summary>
    internal sealed record Typed(string Name, Func<VitalEvent, IReadOnlyList<PersonRole>> Roles, bool OfSubject) : ParameterMeaning;

    /// <summary>A number of the record with its system.</summary>
    internal sealed record Number : ParameterMeaning;

    /// <summary>The vital event by a code.</summary>
    internal sealed record Event(Func<VitalEvent, string> CodeOf) : ParameterMeaning;

    internal sealed record Status : ParameterMeaning;

    /// <summary>The id of the resource that is searched for.</summary>
    internal sealed record OwnId : ParameterMeaning;

    /// <summary>A resource of the same record.</summary>
    /// <param name="Targets">Types it can be of; one that is alone may be left out of the value.</param>
    /// <param name="Member">The member that refers to it; null when being of the same record is all.</param>
    internal sealed record Holding(IReadOnlyList<string> Targets, string? Member) : ParameterMeaning;

    /// <summary>The code of the resource; only together with what names a record.</summary>
    internal sealed record Code : ParameterMeaning;
}

/// <summary>The types of FHIR search parameters.</summary>
public enum SearchParameterType
{
    Token = 1,
    Date,
    String,
    Reference,
}
