using Dci.CrvsApi.Subscriptions;

namespace Dci.CrvsApi.Tests.Subscriptions;

public sealed class FrequencyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 7, 30, TimeSpan.Zero);

    [TestCase("0 0 0 5,15 * ? *", ExpectedResult = "2026-12-05T00:00:00")]
    [TestCase("0 0 0 5,15 * ?", ExpectedResult = "2026-12-05T00:00:00")]
    [TestCase("  0  */5 * * * ? ", ExpectedResult = "2026-11-23T09:10:00")]
    [TestCase("15 * * * * ?", ExpectedResult = "2026-11-23T09:08:15")]
    [TestCase("30/31 * * * * ?", ExpectedResult = "2026-11-23T09:08:30")]
    [TestCase("0 30 18 L * ?", ExpectedResult = "2026-11-30T18:30:00")]
    [TestCase("0 0 6 ? * MON-FRI", ExpectedResult = "2026-11-24T06:00:00")]
    [TestCase("0 0 0 1 1 ? 2028", ExpectedResult = "2028-01-01T00:00:00")]
    public string Knows_the_instant_that_comes_next(string text)
    {
        Assert.That(Frequency.TryRead(text, Now, out var schedule, out var fault), Is.True, fault);

        var next = schedule!.NextAfter(Now)!.Value;
        Assert.That(next.Offset, Is.EqualTo(TimeSpan.Zero));
        return $"{next:s}";
    }

    [TestCase("0 0 * * *", "six or seven fields")]
    [TestCase("@daily", "six or seven fields")]
    [TestCase("", "six or seven fields")]
    [TestCase("0 0 0 1 * ? * *", "six or seven fields")]
    [TestCase("0 60 * * * ?", "no cron expression")]
    [TestCase("0 0/0 * * * ?", "no cron expression")]
    [TestCase("0 0 0 ? * MON#", "no cron expression")]
    [TestCase("0 0 0 99999999999999 * ?", "no cron expression")]
    [TestCase("0 0 0 30 2 ?", "never")]
    [TestCase("0 0 0 1 1 ? 2020", "never")]
    [TestCase("0 0 0 29 2 ? 2027", "never")]
    [TestCase("0 0 0 , , ?", "no cron expression")]
    [TestCase(", 1/2 0 LW 7 */7", "no cron expression")]
    [TestCase("0 0 0 1,,2 * ?", "no cron expression")]
    [TestCase("* * * * * ?", "more than once in a minute")]
    [TestCase("0,59 0 0 1 1 ?", "more than once in a minute")]
    [TestCase("0/30 * * * * ?", "more than once in a minute")]
    [TestCase("59/1,0 * * * * ?", "more than once in a minute")]
    public void Refuses_what_it_can_not_keep_and_says_why(string text, string expected)
    {
        Assert.That(Frequency.TryRead(text, Now, out var schedule, out var fault), Is.False);
        Assert.That(schedule, Is.Null);
        Assert.That(fault, Does.Contain(expected));
    }

    [Test]
    public void Refuses_a_long_text_without_reading_it()
    {
        var text = "0 0 0 " + string.Join(',', Enumerable.Repeat("1", 200)) + " * ?";

        Assert.That(Frequency.TryRead(text, Now, out _, out var fault), Is.False);
        Assert.That(fault, Does.Contain("200 characters"));
    }

    [Test]
    public void Finds_nothing_after_the_end_of_the_calendar()
    {
        Assert.That(Frequency.TryRead("0 0 0 * * ?", DateTimeOffset.MaxValue, out _, out var fault), Is.False);
        Assert.That(fault, Does.Contain("never"));
    }

    [Test]
    public void Says_when_there_is_no_next_instant()
    {
        var once = Frequency.Reread("0 0 0 1 1 ? 2027")!;

        Assert.That(once.NextAfter(Now), Is.EqualTo(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(once.NextAfter(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), Is.Null);
    }
}
