using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>A household of the demonstration register.</summary>
internal sealed record Family
{
    /// <summary>Days between one child and the next, at the most.</summary>
    public const int LongestGap = 1100;

    public required long Index { get; init; }

    public required bool Twins { get; init; }

    public required Home Home { get; init; }

    /// <summary>Whether its office writes the native script first.</summary>
    public required bool NativeFirst { get; init; }

    public required DateOnly FirstChild { get; init; }

    public required Naming MotherNaming { get; init; }

    /// <summary>The mother's family name before marriage.</summary>
    public required Spelling Maiden { get; init; }

    public required Naming FatherNaming { get; init; }

    public required Parent Mother { get; init; }

    /// <summary>Null when he is not recorded.</summary>
    public required Parent? Father { get; init; }

    public DateOnly BirthDayOf(int order, ref Draw draw) =>
        Twins || order == 0 ? FirstChild : FirstChild.AddDays((order * 730) + draw.Below(LongestGap - 730));

    /// <summary>The parents as a record about one of their children shows them.</summary>
    public IEnumerable<RecordedPerson> Parents(Func<PersonRole, string> idOf)
    {
        yield return Mother.Recorded(NativeFirst, idOf(PersonRole.Mother));
        if (Father is not null)
            yield return Father.Recorded(NativeFirst, idOf(PersonRole.Father));
    }
}

/// <summary>A mother or a father of the demonstration register.</summary>
internal sealed record Parent(PersonRole Role, Naming Naming, Spelling? Maiden, DateOnly Born, string? NationalId, string? Phone)
{
    public RecordedPerson Recorded(bool nativeFirst, string id) =>
        new()
        {
            Role = Role,
            PatientId = id,
            Names = Naming.Written(nativeFirst, Maiden),
            Identifiers = NationalId is null ? [] : [new RecordedIdentifier(IdentifierKind.NationalId, NationalId)],
            Sex = Naming.Sex,
            BirthDate = PartialDate.OfDay(Born),
            PhoneNumbers = Phone is null ? [] : [Phone],
        };
}
