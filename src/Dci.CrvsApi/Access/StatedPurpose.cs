using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Access;

/// <summary>
/// Reads what an item says its records are for: the code, else the text, of the purpose in a consent or an authorisation.
/// The standard puts those into the criteria, OpenSPP beside them. Their insides are not type-checked: published samples hold nonsense there.
/// </summary>
internal static class StatedPurpose
{
    private const int Longest = 200;

    /// <summary>The first purpose stated in the places, looked at in order; null when none is.</summary>
    public static string? Of(params ReadOnlySpan<JsonElement?> places)
    {
        foreach (var place in places)
        {
            if (place is { ValueKind: JsonValueKind.Object } agreement
                && agreement.TryGetProperty("purpose"u8, out var purpose)
                && purpose.ValueKind == JsonValueKind.Object
                && (Text(purpose, "code"u8) ?? Text(purpose, "text"u8)) is { } stated)
            {
                return stated;
            }
        }

        return null;
    }

    private static string? Text(JsonElement purpose, ReadOnlySpan<byte> member)
    {
        var text = purpose.TextOf(member)?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length > Longest ? text[..Longest] : text;
    }
}
