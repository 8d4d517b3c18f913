using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>The words, letters and numbers for the coded values of a person.</summary>
internal static class Vocabularies
{
    public const string SexWords = "male, female, other, unknown";
    public const string MaritalStatusWords = "S, M, W, A, D, L, U";

    private static readonly Spelling<Sex> Sexes = Spell(
        (Sex.Male, "male m 1"),
        (Sex.Female, "female f 2"),
        (Sex.Other, "other o 3"),
        (Sex.Unknown, "unknown u 4"));

    private static readonly Spelling<MaritalStatus> MaritalStatuses = Spell(
        (MaritalStatus.NeverMarried, "S single never_married 1"),
        (MaritalStatus.Married, "M married 2"),
        (MaritalStatus.Widowed, "W widowed 3"),
        (MaritalStatus.Annulled, "A annulled 4"),
        (MaritalStatus.Divorced, "D divorced 5"),
        (MaritalStatus.LegallySeparated, "L separated legally_separated 6"),
        (MaritalStatus.Unmarried, "U unmarried 7"));

    public static bool TryReadSex(string text, out Sex value) => Sexes.TryFindLocalName(text, out value);

    public static bool TryReadMaritalStatus(string text, out MaritalStatus value) => MaritalStatuses.TryFindLocalName(text, out value);

    private static Spelling<T> Spell<T>(params (T Value, string Words)[] rows) =>
        new(rows.SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, row.Value))));
}
