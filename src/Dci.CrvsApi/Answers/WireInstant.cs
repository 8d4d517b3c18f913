using System.Globalization;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Answers;

/// <summary>Instants as a partner reads them: as everybody does, or without a fraction.</summary>
internal static class WireInstant
{
    /// <summary>The bytes written into a buffer of <see cref="InstantText.Length"/> bytes.</summary>
    public static ReadOnlySpan<byte> Write(DateTimeOffset instant, InstantForm form, Span<byte> buffer)
    {
        if (form != InstantForm.Seconds)
            return InstantText.Write(instant, buffer);
        instant.UtcDateTime.TryFormat(buffer, out var length, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return buffer[..length];
    }
}
