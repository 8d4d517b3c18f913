using System.Globalization;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>Reads the text of values as what an attribute holds.</summary>
internal static class ValueParser
{
    private const int OldestAge = 150;

    /// <summary>Null when one of the values is not of the kind.</summary>
    public static AttributeValues? Parse(AttributeKind kind, IReadOnlyList<CriterionValue> values, DateOnly today) => kind switch
    {
        AttributeKind.Identifier or AttributeKind.AnyIdentifier => Texts(values, static text => Normalised.Identifier(text)),
        AttributeKind.Id or AttributeKind.Place => Texts(values, static text => text.Any(char.IsControl) ? null : text),
        AttributeKind.Name => Texts(values, static text => Normalised.Name(text)),
        AttributeKind.Date => Each<DateRange>(values, TryReadDate) is { } dates ? new AttributeValues.Dates(dates) : null,
        AttributeKind.Year => Each<DateRange>(values, TryReadYear) is { } years ? new AttributeValues.Dates(years) : null,
        AttributeKind.Age => Each(values, (string text, out DateRange range) => TryReadAge(text, today, out range)) is { } ages ? new AttributeValues.Dates(ages) : null,
        AttributeKind.Instant => Each<InstantRange>(values, InstantReader.TryRead) is { } instants ? new AttributeValues.Instants(instants) : null,
        AttributeKind.Sex => Each<Sex>(values, Vocabularies.TryReadSex) is { } sexes ? new AttributeValues.Sexes(sexes) : null,
        AttributeKind.MaritalStatus => Each<MaritalStatus>(values, Vocabularies.TryReadMaritalStatus) is { } statuses ? new AttributeValues.MaritalStatuses(statuses) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of attribute."),
    };

    /// <summary>What a value of the kind has to be, for the message that refuses another.</summary>
    public static string Expected(AttributeKind kind) => kind switch
    {
        AttributeKind.Identifier or AttributeKind.AnyIdentifier => "an identifier with letters or digits",
        AttributeKind.Id or AttributeKind.Place => "text without control characters",
        AttributeKind.Name => "a name",
        AttributeKind.Date => "a date: YYYY-MM-DD, YYYY-MM, YYYY or a date-time",
        AttributeKind.Year => "a year: YYYY",
        AttributeKind.Age => string.Create(CultureInfo.InvariantCulture, $"a whole number of years from 0 to {OldestAge}"),
        AttributeKind.Instant => "a date-time with its offset, or a date",
        AttributeKind.Sex => $"one of {Vocabularies.SexWords}",
        AttributeKind.MaritalStatus => $"one of {Vocabularies.MaritalStatusWords}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of attribute."),
    };

    private delegate bool TryRead<T>(string text, out T value);

    private static AttributeValues.Texts? Texts(IReadOnlyList<CriterionValue> values, Func<string, string?> normalise)
    {
        var texts = new string[values.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            if (normalise(values[i].Text) is not { } text)
                return null;
            texts[i] = text;
        }

        return new AttributeValues.Texts(texts);
    }

    private static T[]? Each<T>(IReadOnlyList<CriterionValue> values, TryRead<T> tryRead)
    {
        var read = new T[values.Count];
        for (var i = 0; i < read.Length; i++)
            if (!tryRead(values[i].Text, out read[i]))
                return null;
        return read;
    }

    private static bool TryReadDate(string text, out DateRange range)
    {
        var known = PartialDate.TryParse(text, out var date);
        range = known ? DateRange.Of(date) : default;
        return known;
    }

    private static bool TryReadYear(string text, out DateRange range)
    {
        range = default;
        return text.AsSpan().Trim().Length == 4 && TryReadDate(text, out range);
    }

    /// <summary>The days on which somebody of that age today can have been born.</summary>
    private static bool TryReadAge(string text, DateOnly today, out DateRange range)
    {
        range = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var age)
            || age != decimal.Truncate(age) || age > OldestAge)
        {
            return false;
        }

        var years = (int)age;
        range = new DateRange(today.AddYears(-years - 1).AddDays(1), today.AddYears(-years));
        return true;
    }
}
