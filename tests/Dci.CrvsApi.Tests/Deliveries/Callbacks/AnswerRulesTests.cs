using Dci.CrvsApi.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

public sealed class AnswerRulesTests
{
    [TestCase(200, nameof(AnswerMeaning.Delivered), null)]
    [TestCase(202, nameof(AnswerMeaning.Delivered), null)]
    [TestCase(299, nameof(AnswerMeaning.Delivered), null)]
    [TestCase(301, nameof(AnswerMeaning.Refused), "refused")]
    [TestCase(307, nameof(AnswerMeaning.Refused), "refused")]
    [TestCase(400, nameof(AnswerMeaning.Refused), "refused")]
    [TestCase(401, nameof(AnswerMeaning.Refused), "refused")]
    [TestCase(404, nameof(AnswerMeaning.Refused), "refused")]
    [TestCase(408, nameof(AnswerMeaning.Later), "timeout")]
    [TestCase(410, nameof(AnswerMeaning.Gone), "gone")]
    [TestCase(425, nameof(AnswerMeaning.Later), "throttled")]
    [TestCase(429, nameof(AnswerMeaning.Later), "throttled")]
    [TestCase(500, nameof(AnswerMeaning.Later), "server_error")]
    [TestCase(503, nameof(AnswerMeaning.Later), "server_error")]
    [TestCase(599, nameof(AnswerMeaning.Later), "server_error")]
    [TestCase(600, nameof(AnswerMeaning.Later), "protocol")]
    [TestCase(101, nameof(AnswerMeaning.Later), "protocol")]
    public void Judges_by_the_status(int status, string meaning, string? fault)
    {
        var verdict = AnswerRules.Judge(new CallbackAnswer(status, null));

        Assert.That((verdict.Meaning.ToString(), verdict.Fault), Is.EqualTo((meaning, fault)));
    }

    [Test]
    public void Takes_a_refused_repetition_as_delivered() =>
        Assert.That(AnswerRules.Judge(new CallbackAnswer(400, null, SaysDuplicate: true)).Meaning, Is.EqualTo(AnswerMeaning.Delivered));

    [Test]
    public void Tries_again_when_there_was_no_answer() =>
        Assert.That(AnswerRules.Judge(new CallbackAnswer(null, DeliveryFault.Connect)), Is.EqualTo(new AnswerVerdict(AnswerMeaning.Later, "connect")));

    [TestCase(429, 60, ExpectedResult = 60)]
    [TestCase(503, 60, ExpectedResult = 60)]
    [TestCase(503, 1_000_000, ExpectedResult = 86_400)]
    [TestCase(503, -5, ExpectedResult = null)]
    [TestCase(503, null, ExpectedResult = null)]
    [TestCase(500, 60, ExpectedResult = null)]
    [TestCase(400, 60, ExpectedResult = null)]
    public double? Leaves_the_receiver_alone_as_long_as_it_asks_for_up_to_a_day(int status, double? seconds) =>
        AnswerRules.Judge(new CallbackAnswer(status, null, seconds is { } asked ? TimeSpan.FromSeconds(asked) : null)).Pause?.TotalSeconds;
}
