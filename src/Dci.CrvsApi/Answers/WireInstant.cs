using System.Globalization;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Answers;

/// <summary>Instants as the messages carry them: RFC 3339 in UTC, with milliseconds or without a fraction.</summary>
internal static class WireInstant
{
    public const int Length = 24;

    /// <summary>The bytes written into a buffer of <see cref="Length"/> bytes.</summary>
    public static ReadOnlySpan<byte> Write(DateTimeOffset instant, InstantForm form, Span<byte> buffer)
    {
        var format = form == InstantForm.Seconds ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        instant.UtcDateTime.TryFormat(buffer, out var written, format, CultureInfo.InvariantCulture);
        return buffer[..written];
    }
}
