using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>What a subscription asks of a record, understood but not yet held against what its partner may ask.</summary>
internal sealed record SubscriptionQuestion
{
    /// <summary>One branch for each event; its order and page mean nothing.</summary>
    public required FhirQuery Query { get; init; }

    /// <summary>Whether it wants every record of its events.</summary>
    public required bool IsEvery { get; init; }

    /// <summary>Canonical names of the attributes it asks by.</summary>
    public required IReadOnlyList<string> Attributes { get; init; }

    /// <summary>Kinds of the identifiers it asks by.</summary>
    public required IReadOnlyList<IdentifierKind> IdentifierKinds { get; init; }

    /// <summary>Whether the sender named the events.</summary>
    public required bool ExplicitEvent { get; init; }

    /// <summary>Whether it means something else tomorrow.</summary>
    public bool IsOfToday => Attributes.Contains("age");

    /// <summary>The question to the access policy: about all of its events, or about the one that is to be told.</summary>
    public AccessQuestion ToAccess(SubscriptionDefinition definition, VitalEvent? only = null) => new(
        only is { } one ? [one] : [.. Query.Branches.Select(branch => branch.Event)],
        only is not null || ExplicitEvent,
        Attributes,
        IdentifierKinds,
        [],
        definition.Purpose);
}

/// <summary>What came of reading what a subscription asks.</summary>
internal abstract record QuestionReading
{
    private QuestionReading()
    {
    }

    public sealed record Understood(SubscriptionQuestion Question) : QuestionReading;

    public sealed record Refused(Rejection Rejection) : QuestionReading;
}
