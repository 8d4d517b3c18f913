using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries;

public sealed class LaneRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly RetryLimits Limits = new(int.MaxValue, int.MaxValue, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));

    [TestCase(0, ExpectedResult = 2)]
    [TestCase(5, ExpectedResult = 64)]
    [TestCase(9, ExpectedResult = 900)]
    [TestCase(100_000, ExpectedResult = 900)]
    public double Tries_an_event_in_order_without_end(int attempts)
    {
        var decision = LaneRules.InOrder(Event(attempts), Judged(500), Limits, Now, 0.5);

        Assert.That(decision.State, Is.EqualTo(DeliveryState.Waiting));
        return (decision.DueAt - Now).TotalSeconds;
    }

    [TestCase(400)]
    [TestCase(404)]
    [TestCase(302)]
    public void Is_not_put_off_by_refusals(int status) =>
        Assert.That(LaneRules.InOrder(Event(50), Judged(status), Limits, Now, 0.5), Has.Property(nameof(RetryDecision.State)).EqualTo(DeliveryState.Waiting));

    [Test]
    public void Suspends_the_subscription_of_a_receiver_that_says_it_is_gone()
    {
        var decision = LaneRules.InOrder(Event(0), Judged(410), Limits, Now, 0.5);

        Assert.That((decision.State, decision.Effect), Is.EqualTo((DeliveryState.Waiting, SubscriptionEffect.Suspend)));
    }

    [Test]
    public void Gives_up_what_is_not_kept_any_more() =>
        Assert.That(LaneRules.InOrder(Event(20) with { GiveUpAt = Now.AddMinutes(1) }, Judged(503), Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Dead));

    [Test]
    public void Passes_over_what_OpenSPP_did_not_take_three_times()
    {
        Assert.That(OrNever(500, "server_error").State, Is.EqualTo(DeliveryState.Waiting));
        Assert.That(OrNever(500, "server_error", "server_error").State, Is.EqualTo(DeliveryState.Dead));
        Assert.That(OrNever(422, "server_error", "server_error").State, Is.EqualTo(DeliveryState.Dead));
    }

    [TestCase("connect")]
    [TestCase("dns")]
    [TestCase("tls")]
    [TestCase("blocked")]
    [TestCase("stopped")]
    public void Does_not_count_attempts_that_gave_OpenSPP_no_chance(string fault)
    {
        Assert.That(OrNever(503, fault, fault, fault, fault).State, Is.EqualTo(DeliveryState.Waiting));
        Assert.That(LaneRules.InOrderOrNever(Event(9), new CallbackAnswer(null, fault), new AnswerVerdict(AnswerMeaning.Later, fault), Earlier("server_error", "server_error"), Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Waiting));
    }

    [TestCase("timeout")]
    [TestCase("closed")]
    [TestCase("stopped")]
    public void Takes_500_to_mean_already_there_when_an_attempt_may_have_arrived(string fault)
    {
        Assert.That(OrNever(500, fault).State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(OrNever(500, fault, "connect").State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(OrNever(503, fault).State, Is.EqualTo(DeliveryState.Waiting));
    }

    [Test]
    public void Does_not_take_500_to_mean_already_there_after_an_answer() =>
        Assert.That(LaneRules.InOrderOrNever(Event(1), new CallbackAnswer(500, null), Judged(500), new EarlierAttempts([new DeliveryAttempt(1, Now, 408, TimeSpan.Zero, "timeout")], 0), Limits, Now, 0.5).State, Is.EqualTo(DeliveryState.Waiting));

    private static RetryDecision OrNever(int status, params string[] earlier) =>
        LaneRules.InOrderOrNever(Event(earlier.Length), new CallbackAnswer(status, null), Judged(status), Earlier(earlier), Limits, Now, 0.5);

    private static EarlierAttempts Earlier(params string[] faults) =>
        new([.. faults.Select((fault, index) => new DeliveryAttempt(index + 1, Now, fault == "server_error" ? 500 : null, TimeSpan.Zero, fault))], 0);

    private static AnswerVerdict Judged(int status) => AnswerRules.Judge(new CallbackAnswer(status, null));

    private static Delivery Event(int attempts) => new()
    {
        DeliveryNo = 1,
        MessageId = "m-1",
        PartnerId = "spp",
        Action = "notify",
        CorrelationId = "c-1",
        Address = "https://benefits.example/notify",
        Destination = "https://benefits.example",
        Header = default,
        Message = default,
        CreatedAt = Now,
        DueAt = Now,
        GiveUpAt = Now.AddDays(30),
        Attempts = attempts,
        SubscriptionNo = 1,
        Ordered = true,
        FirstSequence = 1,
        LastSequence = 1,
    };
}
