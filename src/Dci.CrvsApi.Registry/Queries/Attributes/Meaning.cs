using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>What an attribute means on the records of one event: which FHIR search parameter, of which people.</summary>
internal abstract record Meaning
{
    private Meaning()
    {
    }

    /// <param name="comparison">How to compare.</param>
    /// <param name="values">Values of the kind that goes with this meaning.</param>
    /// <param name="kind">Narrows an identifier of any kind to one.</param>
    public abstract FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind);

    private static IReadOnlyList<string> Texts(AttributeValues values) => ((AttributeValues.Texts)values).Items;

    private static IReadOnlyList<DateRange> Dates(AttributeValues values) => ((AttributeValues.Dates)values).Items;

    internal sealed record Number(RecordNumberParameter Parameter) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.RecordNumber(Parameter, comparison, Texts(values));
    }

    internal sealed record Identifier(IdentifierKind Kind, IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.Identifier(Kind, Roles, comparison, Texts(values));
    }

    /// <summary>The registration number of the record, or an identifier of that kind on a subject: registrars write it in either place.</summary>
    internal sealed record OwnNumber(IdentifierKind Kind, IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) => new FhirFilter.Or(
        [
            new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, comparison, Texts(values)),
            new FhirFilter.Identifier(Kind, Roles, comparison, Texts(values)),
        ]);
    }

    /// <summary>An identifier of any kind, or of the one that the value names; of a subject also the registration number.</summary>
    internal sealed record AnyIdentifier(IReadOnlyList<PersonRole> Roles, bool OfSubject) : Meaning
    {
        private static readonly IdentifierKind[] Kinds = Enum.GetValues<IdentifierKind>();

        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind)
        {
            var texts = Texts(values);
            if (kind is { } one)
                return new FhirFilter.Identifier(one, Roles, comparison, texts);

            var operands = new List<FhirFilter>(Kinds.Length + 1);
            if (OfSubject)
                operands.Add(new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, comparison, texts));
            foreach (var each in Kinds)
                operands.Add(new FhirFilter.Identifier(each, Roles, comparison, texts));
            return new FhirFilter.Or(operands);
        }
    }

    internal sealed record Name(NameParameter Parameter, IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.Name(Parameter, Roles, comparison, Texts(values));
    }

    internal sealed record LifeDate(PersonDateParameter Parameter, IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.PersonDate(Parameter, Roles, comparison, Dates(values));
    }

    /// <summary>Age runs against the date of birth: the older, the earlier born.</summary>
    internal sealed record Age(Meaning Born) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            Born.ToFilter(Reversed(comparison), values, kind);

        private static Comparison Reversed(Comparison comparison) => comparison switch
        {
            Comparison.Eq => Comparison.Eq,
            Comparison.Gt => Comparison.Lt,
            Comparison.Ge => Comparison.Le,
            Comparison.Lt => Comparison.Gt,
            Comparison.Le => Comparison.Ge,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
        };
    }

    internal sealed record RecordDate(RecordDateParameter Parameter) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.RecordDate(Parameter, comparison, Dates(values));
    }

    internal sealed record LastUpdated : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.LastUpdated(comparison, ((AttributeValues.Instants)values).Items);
    }

    internal sealed record PersonSex(IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.PersonSex(Roles, ((AttributeValues.Sexes)values).Items);
    }

    internal sealed record PersonMaritalStatus(IReadOnlyList<PersonRole> Roles) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.PersonMaritalStatus(Roles, ((AttributeValues.MaritalStatuses)values).Items);
    }

    internal sealed record InPlace(PlaceParameter Parameter) : Meaning
    {
        public override FhirFilter ToFilter(Comparison comparison, AttributeValues values, IdentifierKind? kind) =>
            new FhirFilter.InPlace(Parameter, Texts(values));
    }
}
