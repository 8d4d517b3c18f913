using System.Text.Json;

namespace Dci.CrvsApi.Messaging;

/// <summary>Looks into received JSON of which nothing is known yet.</summary>
internal static class JsonMembers
{
    /// <summary>The member's text; null when it is absent or not a string.</summary>
    public static string? TextOf(this JsonElement element, ReadOnlySpan<byte> member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
