using System.Text.Json;

namespace Dci.CrvsApi.Answers;

/// <summary>The words of a refusal, no longer than the standard allows.</summary>
internal static class ReasonText
{
    private const int Longest = 999;

    /// <summary>Writes the member; nothing when there are no words.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            writer.WriteString(name, Fit(text));
    }

    public static ReadOnlySpan<char> Fit(string text)
    {
        if (text.Length <= Longest)
            return text;
        // Never half of a surrogate pair.
        return text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest);
    }
}
