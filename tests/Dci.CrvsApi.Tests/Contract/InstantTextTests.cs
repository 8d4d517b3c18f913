using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class InstantTextTests
{
    [TestCase("2026-01-31T08:30:00Z", "2026-01-31T08:30:00.000Z")]
    [TestCase("2026-01-31t08:30:00z", "2026-01-31T08:30:00.000Z")]
    [TestCase("2026-01-31T08:30:00.1Z", "2026-01-31T08:30:00.100Z")]
    [TestCase("2026-01-31T08:30:00.123456789+07:00", "2026-01-31T01:30:00.123Z")]
    [TestCase("2025-12-31T23:59:59.9999999-04:30", "2026-01-01T04:29:59.999Z")]
    public void Reads(string text, string instant)
    {
        Assert.That(InstantText.TryParse(text, out var read), Is.True);
        Assert.That(InstantText.Write(read), Is.EqualTo(instant));
    }

    [TestCase(null), TestCase(""), TestCase("now"), TestCase("2026-01-31"), TestCase("2026-01-31T08:30:00"), TestCase("2026-01-31 08:30:00Z")]
    [TestCase("2026-02-30T08:30:00Z"), TestCase("2026-01-31T25:00:00Z"), TestCase("2026-01-31T08:30:00+99:00"), TestCase("2026-01-31T08:30:00.Z")]
    [TestCase("2026-01-31T08:30:00.123 +07:00"), TestCase("0000-01-31T08:30:00Z"), TestCase("٢٠٢٦-01-31T08:30:00Z"), TestCase("2026-01-31T08:30:00\0Z")]
    public void Refuses(string? text) =>
        Assert.That(InstantText.TryParse(text, out _), Is.False);

    [FsCheck.NUnit.Property]
    public bool Reads_what_it_writes(DateTimeOffset instant) =>
        InstantText.TryParse(InstantText.Write(instant), out var read)
        && read.UtcTicks == instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond);

    [FsCheck.NUnit.Property]
    public bool Never_fails_on_what_is_no_instant(string? text) =>
        !InstantText.TryParse(text, out _) || text is { Length: >= 20 };
}
