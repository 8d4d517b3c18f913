using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries;

public sealed class RetryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly RetryLimits Limits = new(100, 3, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));
    private static readonly AnswerVerdict Failed = new(AnswerMeaning.Later, "server_error");

    [TestCase(0, ExpectedResult = 2)]
    [TestCase(1, ExpectedResult = 4)]
    [TestCase(5, ExpectedResult = 64)]
    [TestCase(10, ExpectedResult = 2048)]
    [TestCase(11, ExpectedResult = 3600)]
    [TestCase(98, ExpectedResult = 3600)]
    public double Doubles_the_wait_up_to_an_hour(int attempts) => (After(Failed, attempts).DueAt - Now).TotalSeconds;

    [TestCase(0.0, ExpectedResult = 1.5)]
    [TestCase(0.5, ExpectedResult = 2.0)]
    [TestCase(1.0, ExpectedResult = 2.5)]
    public double Spreads_what_failed_together(double chance) =>
        (RetryRules.After(Waiting(0), Failed, 0, Limits, Now, chance).DueAt - Now).TotalSeconds;

    [Test]
    public void Never_comes_back_sooner_than_asked_for() =>
        Assert.That(After(Failed with { Pause = TimeSpan.FromMinutes(10) }, 0).DueAt - Now, Is.GreaterThanOrEqualTo(TimeSpan.FromMinutes(10)));

    [Test]
    public void Does_not_come_back_sooner_because_it_was_asked_to_wait_a_little() =>
        Assert.That(After(Failed with { Pause = TimeSpan.FromSeconds(1) }, 8).DueAt - Now, Is.EqualTo(TimeSpan.FromSeconds(512)));

    [Test]
    public void Gives_up_after_the_last_attempt()
    {
        Assert.That(After(Failed, 98).State, Is.EqualTo(DeliveryState.Waiting));
        Assert.That(After(Failed, 99).State, Is.EqualTo(DeliveryState.Dead));
    }

    [Test]
    public void Counts_the_attempts_of_a_replayed_delivery_from_its_replay()
    {
        var replayed = Waiting(100) with { EarlierAttempts = 100 };

        var decision = RetryRules.After(replayed, Failed, 0, Limits, Now, 0.5);

        Assert.That((decision.State, (decision.DueAt - Now).TotalSeconds), Is.EqualTo((DeliveryState.Waiting, 2.0)));
    }

    [Test]
    public void Gives_up_when_the_next_attempt_would_come_after_its_time() =>
        Assert.That(RetryRules.After(Waiting(3) with { GiveUpAt = Now.AddSeconds(5) }, Failed, 0, Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Dead));

    [Test]
    public void Believes_a_refusal_the_third_time()
    {
        var refused = new AnswerVerdict(AnswerMeaning.Refused, "refused");

        Assert.That(RetryRules.After(Waiting(5), refused, 2, Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Waiting));
        Assert.That(RetryRules.After(Waiting(5), refused, 3, Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Dead));
    }

    [Test]
    public void Gives_up_at_once_when_the_receiver_is_gone() =>
        Assert.That(After(new AnswerVerdict(AnswerMeaning.Gone, "gone"), 0).State, Is.EqualTo(DeliveryState.Dead));

    [TestCase(0, ExpectedResult = 1)]
    [TestCase(50, ExpectedResult = 5)]
    [TestCase(6000, ExpectedResult = 10)]
    public double Looks_again_at_what_can_not_be_sent_more_seldom_the_longer_it_waits(int minutes) =>
        (RetryRules.LookAgain(Waiting(0) with { CreatedAt = Now.AddMinutes(-minutes) }, Now, 0) - Now).TotalMinutes;

    private static RetryDecision After(AnswerVerdict verdict, int attempts) => RetryRules.After(Waiting(attempts), verdict, 0, Limits, Now, 0.5);

    private static Delivery Waiting(int attempts) => new()
    {
        DeliveryNo = 1,
        MessageId = "m-1",
        PartnerId = "spp",
        Action = "on-search",
        CorrelationId = "c-1",
        Address = "https://benefits.example/on-search",
        Destination = "https://benefits.example",
        Header = default,
        Message = default,
        CreatedAt = Now,
        DueAt = Now,
        GiveUpAt = Now.AddHours(72),
        Attempts = attempts,
    };
}
