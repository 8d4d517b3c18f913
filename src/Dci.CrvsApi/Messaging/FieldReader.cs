using System.Globalization;
using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Messaging;

/// <summary>A fault in one member of a message: where, the reason code that its item gets, and words for the sender.</summary>
internal sealed record FieldFault(string Path, string Code, string Detail);

/// <summary>
/// Reads the members of one received object into contract types. Known spellings are accepted here and nowhere else:
/// <c>""</c> and null are absent, counts may be numeric strings. Every fault is collected; nothing throws.
/// </summary>
internal readonly struct FieldReader(JsonElement element, string path, string code, List<FieldFault> faults)
{
    private const int MostFaults = 20;

    /// <summary>A reader of an object inside this one, reporting to the same list.</summary>
    public FieldReader Within(string member, JsonElement inner, string innerCode) => new(inner, $"{path}.{member}", innerCode, faults);

    /// <summary>Notes a fault. Beyond the first of them nobody reads on, and a message can hold half a million.</summary>
    public void Refuse(string member, string detail, string? reason = null)
    {
        if (faults.Count < MostFaults)
            faults.Add(new FieldFault($"{path}.{member}", reason ?? code, $"{path}.{member} {detail}"));
    }

    /// <summary>A string; null when absent. Other kinds are faults.</summary>
    public string? Text(ReadOnlySpan<byte> member, string name, int maxLength = int.MaxValue, string? reason = null)
    {
        if (!Find(member, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, "must be a string.", reason);
            return null;
        }

        var text = value.GetString()!;
        if (text.Length <= maxLength)
            return text;
        Refuse(name, $"is longer than {maxLength} characters.", reason);
        return null;
    }

    /// <summary>A string that must be there.</summary>
    public string RequiredText(ReadOnlySpan<byte> member, string name, int maxLength = int.MaxValue, string? reason = null)
    {
        var known = faults.Count;
        var text = Text(member, name, maxLength, reason);
        if (text is null && faults.Count == known)
            Refuse(name, "is required.", reason);
        return text ?? "";
    }

    /// <summary>The member <c>locale</c>, an ISO 639-3 code; null when absent.</summary>
    public string? Locale()
    {
        var locale = Text("locale"u8, "locale");
        if (locale is null || (locale.Length == 3 && locale.All(char.IsAsciiLetterLower)))
            return locale;
        Refuse("locale", "must be an ISO 639-3 code of three lower-case letters, for example eng.");
        return null;
    }

    /// <summary>An RFC 3339 instant with offset that must be there.</summary>
    public DateTimeOffset RequiredInstant(ReadOnlySpan<byte> member, string name, string? reason = null)
    {
        if (!Find(member, out var value))
        {
            Refuse(name, "is required.", reason);
            return default;
        }

        if (value.ValueKind == JsonValueKind.String && InstantText.TryParse(value.GetString(), out var instant))
            return instant;
        Refuse(name, "must be a date-time with an offset, for example 2026-01-31T08:30:00Z.", reason);
        return default;
    }

    /// <summary>A whole number; numeric strings and 10.0 are accepted. Null when absent.</summary>
    public int? Count(ReadOnlySpan<byte> member, string name, string? reason = null) =>
        (int?)WholeNumber(member, name, int.MinValue, int.MaxValue, reason);

    /// <summary>The same for a number that may be longer.</summary>
    public long? LongCount(ReadOnlySpan<byte> member, string name, string? reason = null) =>
        WholeNumber(member, name, long.MinValue, long.MaxValue, reason);

    /// <summary>A boolean; absent is false.</summary>
    public bool Flag(ReadOnlySpan<byte> member, string name)
    {
        if (!Find(member, out var value))
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;
        Refuse(name, "must be true or false.");
        return false;
    }

    /// <summary>Any JSON; null when absent.</summary>
    public JsonElement? Any(ReadOnlySpan<byte> member) => Find(member, out var value) ? value : null;

    /// <summary>An object; null when absent.</summary>
    public JsonElement? Object(ReadOnlySpan<byte> member, string name, string? reason = null) => OfKind(member, name, JsonValueKind.Object, "an object", reason);

    /// <summary>An array; null when absent.</summary>
    public JsonElement? Array(ReadOnlySpan<byte> member, string name, string? reason = null) => OfKind(member, name, JsonValueKind.Array, "an array", reason);

    private long? WholeNumber(ReadOnlySpan<byte> member, string name, long least, long most, string? reason)
    {
        if (!Find(member, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number >= least && number <= most)
            return (long)number;
        Refuse(name, "must be a whole number.", reason);
        return null;
    }

    private JsonElement? OfKind(ReadOnlySpan<byte> member, string name, JsonValueKind kind, string words, string? reason)
    {
        if (!Find(member, out var value))
            return null;
        if (value.ValueKind == kind)
            return value;
        Refuse(name, $"must be {words}.", reason);
        return null;
    }

    private bool Find(ReadOnlySpan<byte> member, out JsonElement value) =>
        element.TryGetProperty(member, out value)
        && value.ValueKind != JsonValueKind.Null
        && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(""u8));
}
